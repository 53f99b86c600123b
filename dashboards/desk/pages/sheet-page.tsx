/** Sheet page: a code as it is printed: one for a venue on A4, or slips to cut, eight on an A4; and the way to stop it. */
import { ArrowLeft, Printer } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { CodeSheet, Slip } from '../../../contract/desk-code.ts';
import { Answered } from '../parts/answered.tsx';
import { ChangeForm } from '../parts/change-form.tsx';
import { TextField } from '../parts/fields.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { QrMark } from '../parts/qr-mark.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { useChange } from '../state/use-change.ts';

export const SheetPage = ({ code }: { readonly code: string }) => {
  const { words } = useDesk();
  const asking = useAsked('code', { path: { id: code } });
  return (
    <Answered asking={asking} title={words.nav.codes}>
      {(sheet) => (
        <>
          <div class="screen-only">
            <SheetHead sheet={sheet} onRevoked={asking.again} />
          </div>
          {sheet.code.kind === 'venue' ? <VenueSheet sheet={sheet} /> : <OnceSheet sheet={sheet} />}
        </>
      )}
    </Answered>
  );
};

const useActivityName = (activity: string): string => {
  const { programme, language } = useDesk();
  return programme.activities.find(({ id }) => id === activity)?.name[language] ?? activity;
};

interface SheetHeadProps {
  readonly sheet: CodeSheet;
  readonly onRevoked: () => void;
}

const SheetHead = ({ sheet: { code }, onRevoked }: SheetHeadProps) => {
  const { words } = useDesk();
  const text = words.codes;
  const [isRevoking, setRevoking] = useState(false);
  const name = useActivityName(code.activity);
  return (
    <>
      <p class="strip">
        <Link to={{ kind: 'codes' }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.nav.codes}
        </Link>
        <span>
          {text.kind[code.kind]}
          {words.clauseMark}
          {text.used(code.used, code.count, code.kind)}
          {words.clauseMark}
          {words.person.by(code.madeBy)}
        </span>
      </p>
      <PageTitle title={text.sheetTitle(name, text.state[code.state])} />
      {code.revoked !== null && <p>{text.revoked(code.revoked.actor, code.revoked.reason)}</p>}
      <p class="buttons">
        {code.state !== 'revoked' && code.state !== 'expired' && (
          <>
            <button type="button" class="button is-primary" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              {text.printSheet}
            </button>
            <button type="button" class="button" onClick={() => setRevoking(true)}>
              {text.revoke}
            </button>
          </>
        )}
      </p>
      {isRevoking && <Revoking id={code.id} onRevoked={onRevoked} onDone={() => setRevoking(false)} />}
    </>
  );
};

interface RevokingProps {
  readonly id: string;
  readonly onRevoked: () => void;
  readonly onDone: () => void;
}

const Revoking = ({ id, onRevoked, onDone }: RevokingProps) => {
  const { words } = useDesk();
  const text = words.codes;
  const [reason, setReason] = useState('');
  const { state, send } = useChange('revokeCode');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ reason: reason.trim(), actor }, { id });
    if (told?.kind !== 'answered') return;
    onDone();
    onRevoked();
  };
  return (
    <section class="panel previewed" aria-labelledby="revoke-title">
      <h2 id="revoke-title">{text.revokeTitle}</h2>
      <ChangeForm
        state={state}
        confirm={text.revokeConfirm}
        onConfirm={(actor) => void record(actor)}
        onCancel={onDone}
      >
        <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
      </ChangeForm>
    </section>
  );
};

const VenueSheet = ({ sheet: { code, slips } }: { readonly sheet: CodeSheet }) => {
  const { words, formats, language, programme } = useDesk();
  const text = words.codes;
  const [slip] = slips;
  const name = useActivityName(code.activity);
  if (slip === undefined) return null;
  return (
    <article class="sheet-a4 is-venue">
      <p class="sheet-programme">{programme.name[language]}</p>
      <h2>{name}</h2>
      <p class="sheet-place">{code.place}</p>
      <p class="sheet-dates">{text.span(formats.longDate(code.from), formats.longDate(code.to))}</p>
      <QrMark text={slip.text} label={slip.short} />
      <p>{text.scan}</p>
      <p class="sheet-short">
        {text.typed} <strong>{slip.short}</strong>
      </p>
    </article>
  );
};

const OnceSheet = ({ sheet: { code, slips } }: { readonly sheet: CodeSheet }) => (
  <article class="sheet-a4 is-once">
    <ol class="slips">
      {slips.map((slip) => (
        <OnceSlip key={slip.serial} code={code} slip={slip} />
      ))}
    </ol>
  </article>
);

const OnceSlip = ({ code, slip }: { readonly code: CodeSheet['code']; readonly slip: Slip }) => {
  const { words, formats, language, programme } = useDesk();
  const text = words.codes;
  const name = useActivityName(code.activity);
  return (
    <li class={`slip ${slip.isUsed ? 'is-used' : ''}`}>
      <div class="slip-head">
        <p>{programme.name[language]}</p>
        <p class="slip-activity">{name}</p>
      </div>
      <QrMark text={slip.text} label={slip.short} />
      <div>
        <p>{code.place}</p>
        <p>{text.span(formats.shortDate(code.from), formats.shortDate(code.to))}</p>
        <p>{slip.isUsed ? <strong>{text.slipUsed}</strong> : text.scanOnce}</p>
      </div>
      <p class="slip-short">{slip.short}</p>
    </li>
  );
};
