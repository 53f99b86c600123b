/** Records page: data is handed on under pseudonyms: chosen, counted, recorded and fetched; and what was handed on before. */
import { BookOpenText } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { ExportAsk, ExportPreview } from '../../../contract/records-export.ts';
import { Answered } from '../parts/answered.tsx';
import { ExportForm } from '../parts/export-form.tsx';
import { ExportOrder, OrderedPanel, type Ordered } from '../parts/export-order.tsx';
import { ExportsBefore } from '../parts/exports-before.tsx';
import { FaultLines } from '../parts/fault-lines.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { WhosePseudonym } from '../parts/whose-pseudonym.tsx';
import { ask, type Asked } from '../state/desk-client.ts';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { askedOf } from '../view/asked-list.ts';

export const RecordsPage = ({ from }: { readonly from: string }) => {
  const { words } = useDesk();
  const text = words.records;
  const asking = useAsked('records/exports', { query: askedOf({ from }) });
  return (
    <Answered asking={asking} title={words.nav.records}>
      {(told) => (
        <>
          <PageTitle title={text.title(told.total)} />
          <HandOn recipients={told.recipients} onOrdered={asking.again} />
          <ExportsBefore told={told} from={from} />
          <WhosePseudonym key={told.recipients.join('\n')} recipients={told.recipients} />
          <p class="buttons screen-only">
            <a class="button" href="docs">
              <BookOpenText aria-hidden="true" />
              {text.api}
            </a>
          </p>
        </>
      )}
    </Answered>
  );
};

interface HandOnProps {
  readonly recipients: readonly string[];
  readonly onOrdered: () => void;
}

const HandOn = ({ recipients, onOrdered }: HandOnProps) => {
  const { words, language } = useDesk();
  const [asked, setAsked] = useState<ExportAsk | null>(null);
  const [told, setTold] = useState<Asked<ExportPreview> | 'counting' | null>(null);
  const [ordered, setOrdered] = useState<Ordered | null>(null);
  const look = async (next: ExportAsk): Promise<void> => {
    setAsked(next);
    setTold('counting');
    setTold(await ask('records/previewExport', { body: next }));
  };
  const forget = (): void => {
    setAsked(null);
    setTold(null);
  };
  const take = (next: Ordered): void => {
    forget();
    setOrdered(next);
    onOrdered();
  };
  if (ordered !== null) return <OrderedPanel ordered={ordered} onNext={() => setOrdered(null)} />;
  return (
    <>
      <ExportForm isCounting={told === 'counting'} onAsk={(next) => void look(next)} onEdit={forget} />
      {told !== null && told !== 'counting' && told.kind !== 'answered' && (
        <FaultLines
          words={words}
          language={language}
          told={told}
          onAgain={() => void (asked !== null && look(asked))}
        />
      )}
      {asked !== null && told !== null && told !== 'counting' && told.kind === 'answered' && (
        <ExportOrder asked={asked} seen={told.answer} recipients={recipients} onOrdered={take} />
      )}
    </>
  );
};
