/** Printed slip: the big card's result as it leaves the printer; not shown on the screen. */
import type { KioskCard, KioskState } from '../../../contract/kiosk.ts';
import { FuriganaContext } from '../../centre-shared/ruby-text.tsx';
import { VisitSlip } from '../../slip/visit-slip.tsx';
import { localDateOf } from '../../shared/local-date.ts';
import { useContext } from 'preact/hooks';
import { useKiosk } from '../state/kiosk.ts';

interface PrintedSlipProps {
  readonly card: KioskCard | null;
  readonly state: KioskState | null;
}

export const PrintedSlip = ({ card, state }: PrintedSlipProps) => {
  const { language, zone } = useKiosk();
  const furigana = useContext(FuriganaContext);
  if (card === null || !('result' in card.step) || card.step.result === null) return null;
  return (
    <VisitSlip
      centre={state?.centre ?? null}
      date={localDateOf(Date.parse(card.at), zone)}
      label={card.label}
      nickname={card.nickname}
      result={card.step.result}
      language={language}
      furigana={furigana}
    />
  );
};
