/** Activity form: what must be known of the chosen activity: date, evidence, and what else its rule asks for. */
import { ListRestart, QrCode, SearchCheck } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { DeskActivity } from '../../../contract/desk-programme.ts';
import { useDesk } from '../state/desk.ts';
import { askedClaimOf, evidenceOf, type AskedClaim, type GatheredClaim } from '../view/asked-claim.ts';
import { ActivityPictureMark } from './activity-menu.tsx';
import type { ReadCode } from './code-reader.tsx';
import { ChoiceField, DateField, TextField } from './fields.tsx';
import { GroupField } from './group-field.tsx';

export interface ActivityFormProps {
  readonly id: string;
  readonly activity: DeskActivity;
  readonly code: ReadCode | null;
  readonly onOther: () => void;
  readonly onAsk: (asked: AskedClaim) => void;
  /** What was seen before no longer holds. */
  readonly onEdit: () => void;
}

export const ActivityForm = ({ id, activity, code, onOther, onAsk, onEdit }: ActivityFormProps) => {
  const { words, language, programme } = useDesk();
  const text = words.activity;
  const evidence = evidenceOf(activity, code?.preview.codeKind ?? null);
  const [gathered, setGathered] = useState<GatheredClaim>({
    date: programme.today,
    from: '',
    goalSteps: '',
    group: '',
    place: code?.preview.place ?? '',
    evidence: evidence[0]?.kind ?? '',
    account: '',
  });
  const set = (key: keyof GatheredClaim) => (value: string) => {
    setGathered({ ...gathered, [key]: value });
    onEdit();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    onAsk(askedClaimOf(id, activity, gathered, code?.text ?? null));
  };
  return (
    <form class="panel" onSubmit={submit} aria-labelledby="chosen-title">
      <h2 id="chosen-title" class="chosen">
        <ActivityPictureMark activity={activity} />
        {activity.name[language]}
      </h2>
      {activity.limits !== null && <p class="faint">{activity.limits[language]}</p>}
      {code !== null && (
        <p class="mark">
          <QrCode aria-hidden="true" />
          {text.codeTaken}: {code.preview.sentence[language]}
        </p>
      )}
      <div class="fields">
        <DateField label={text.doneOn} value={gathered.date} onValue={set('date')} max={programme.today} isRequired />
        <NeededFields activity={activity} evidence={evidence} gathered={gathered} set={set} />
      </div>
      {evidence.length === 0 && <p class="missing">{text.codeNeeded}</p>}
      <p class="buttons">
        {evidence.length > 0 && (
          <button type="submit" class="button is-primary">
            <SearchCheck aria-hidden="true" />
            {text.preview}
          </button>
        )}
        <button type="button" class="button" onClick={onOther}>
          <ListRestart aria-hidden="true" />
          {text.other}
        </button>
      </p>
    </form>
  );
};

interface NeededFieldsProps {
  readonly activity: DeskActivity;
  readonly evidence: readonly DeskActivity['evidence'][number][];
  readonly gathered: GatheredClaim;
  readonly set: (key: keyof GatheredClaim) => (value: string) => void;
}

const NeededFields = ({ activity, evidence, gathered, set }: NeededFieldsProps) => {
  const { words, language, programme } = useDesk();
  const text = words.activity;
  const { needs } = activity;
  const accounts = activity.points.map(({ account }) => account);
  return (
    <>
      {needs.from && <DateField label={text.from} value={gathered.from} onValue={set('from')} isRequired />}
      {needs.goalSteps !== null && (
        <TextField
          label={text.goalSteps}
          hint={text.goalRange(needs.goalSteps.min, needs.goalSteps.max)}
          value={gathered.goalSteps}
          onValue={set('goalSteps')}
          max={7}
          isNumber
          isRequired
        />
      )}
      {needs.group && <GroupField activity={activity.id} value={gathered.group} onValue={set('group')} />}
      {needs.place && (
        <TextField label={text.place} value={gathered.place} onValue={set('place')} max={80} isRequired />
      )}
      {evidence.length > 0 && (
        <ChoiceField
          label={text.evidence}
          value={gathered.evidence}
          onValue={set('evidence')}
          choices={evidence.map(({ kind, name }) => ({ value: kind, text: name[language] }))}
          isRequired
        />
      )}
      {accounts.length > 1 && (
        <ChoiceField
          label={text.account}
          value={gathered.account}
          onValue={set('account')}
          choices={[
            { value: '', text: text.accountAuto },
            ...programme.accounts
              .filter((account) => accounts.includes(account.id))
              .map((account) => ({ value: account.id, text: account.name[language] })),
          ]}
        />
      )}
    </>
  );
};
