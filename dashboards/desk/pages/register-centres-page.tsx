/** Register centres page: what every centre has in stock and what is due, each number leading to the pedometers behind it; new centres and new names. */
import { FileClock, Router } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Centres, Stock } from '../../../contract/register-centre.ts';
import { Answered } from '../parts/answered.tsx';
import { CentreForms, type NamedCentre } from '../parts/centre-forms.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StockTable } from '../parts/stock-table.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';

export const RegisterCentresPage = () => {
  const { words } = useDesk();
  const centres = useAsked('register/centres');
  const stock = useAsked('register/stock');
  const again = (): void => {
    centres.again();
    stock.again();
  };
  return (
    <Answered asking={stock} title={words.nav.centres}>
      {(counts) => (
        <Answered asking={centres}>{(named) => <Board stock={counts} centres={named} onChanged={again} />}</Answered>
      )}
    </Answered>
  );
};

interface BoardProps {
  readonly stock: Stock;
  readonly centres: Centres;
  readonly onChanged: () => void;
}

const Board = ({ stock, centres: { centres }, onChanged }: BoardProps) => {
  const { words, language } = useDesk();
  const text = words.centres;
  const [renaming, setRenaming] = useState<NamedCentre | null>(null);
  const due = stock.all.batteryDue + stock.all.silent + stock.all.lost + stock.all.repair;
  return (
    <>
      <PageTitle title={text.title(centres.length, due)} />
      <p class="doing">
        <Link to={{ kind: 'gateways' }} class="button">
          <Router aria-hidden="true" />
          {text.gateways}
        </Link>
        <Link to={{ kind: 'changes', from: '' }} class="button">
          <FileClock aria-hidden="true" />
          {text.changes}
        </Link>
      </p>
      <section class="panel">
        {centres.length === 0 ? (
          <p class="empty">{text.empty}</p>
        ) : (
          <>
            <StockTable stock={stock} centres={centres} onRename={setRenaming} />
            <p class="note">{stock.legend[language]}</p>
          </>
        )}
      </section>
      <CentreForms renaming={renaming} onRenaming={setRenaming} onChanged={onChanged} />
    </>
  );
};
