/** Loan slip: what the borrower takes home, on A6: the number, where it is from, and before when to come again. */
import { deviceTag } from '../../../contract/tag-code.ts';
import type { DoneAction } from '../../../contract/volunteer.ts';
import { addDays, localDateOf } from '../../shared/local-date.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { QrMark } from './qr-mark.tsx';

export const LoanSlip = ({ action }: { readonly action: DoneAction }) => {
  const { words, formats, centre } = useVolunteer();
  const text = words.loanSlip;
  const label = action.kind === 'exchange' ? action.replacement : action.label;
  const device = centre.devices.find((each) =>
    action.kind === 'exchange' ? each.label === action.replacement : each.serial === action.device,
  );
  if (device === undefined || label === null) return null;
  const lentOn = localDateOf(Date.parse(action.at), centre.zone);
  return (
    <article class="slip-a6 loan-slip" aria-label={text.title}>
      <h2>{text.title}</h2>
      <div class="slip-number">
        <p>
          <span>{text.number}</span>
          <strong>{words.numbered(label)}</strong>
        </p>
        <QrMark text={deviceTag(device.serial)} label={text.qr} />
      </div>
      <dl class="slip-facts">
        <div>
          <dt>{text.next}</dt>
          <dd>
            <strong>{text.often}</strong>
            {device.daysUntilLoss !== null && (
              <span>{text.before(formats.date(addDays(centre.today, device.daysUntilLoss)))}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{text.lentOn}</dt>
          <dd>{formats.longDate(lentOn)}</dd>
        </div>
        {centre.centre !== null && (
          <div>
            <dt>{text.centre}</dt>
            <dd>{centre.centre.name}</dd>
          </div>
        )}
      </dl>
      <p>{text.wear}</p>
      <p>{text.trouble}</p>
    </article>
  );
};
