/** Decision panel: accept, cap or void a day in doubt, with the points each gives and a reason; and taking it back. */
import { decisionKinds, type DecisionKind } from '../../../contract/desk-kinds.ts';
import { Undo2 } from 'lucide-preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Evidence } from '../../../contract/desk-review.ts';
import type { Amount } from '../../../contract/desk-terms.ts';
import { ask } from '../state/desk-client.ts';
import { amountsText, useDesk } from '../state/desk.ts';
import { useChange } from '../state/use-change.ts';
import { ChangeForm } from './change-form.tsx';
import { DecisionWords } from './decision-words.tsx';
import { TextField } from './fields.tsx';
import { Recorded } from './recorded.tsx';

export interface DecisionPanelProps {
  readonly evidence: Evidence;
  readonly onChanged: () => void;
}

export const DecisionPanel = ({ evidence, onChanged }: DecisionPanelProps) => {
  const { words } = useDesk();
  const inForce = evidence.decisions.find(({ undone }) => undone === null);
  return (
    <section class="panel decision" aria-labelledby="decide-title">
      <h2 id="decide-title">{words.review.decide}</h2>
      {inForce === undefined ? (
        evidence.isWaiting ? (
          <Deciding evidence={evidence} onChanged={onChanged} />
        ) : (
          <p class="empty">{words.review.findingsEmpty}</p>
        )
      ) : (
        <Undoing evidence={evidence} onChanged={onChanged} />
      )}
      {evidence.decisions.length > 0 && (
        <ul class="lines">
          {evidence.decisions.map((decision) => (
            <li key={decision.at}>
              <DecisionWords decision={decision} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Deciding = ({ evidence, onChanged }: DecisionPanelProps) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.review;
  const [kind, setKind] = useState<DecisionKind | null>(null);
  const [capText, setCapText] = useState(String(evidence.capSteps));
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const { state, send } = useChange('decide');
  const cap = Number(capText.normalize('NFKC').replaceAll(',', ''));
  const isCap = capText.trim() !== '' && Number.isInteger(cap) && cap >= 0;
  const capped = useCapped(evidence, isCap ? cap : null);
  const { participant, date, outcomes } = evidence;
  const record = async (actor: string): Promise<void> => {
    if (kind === null) return;
    const why = { reason: reason.trim(), actor, ...(reference.trim() === '' ? {} : { reference: reference.trim() }) };
    const asked = kind === 'cap' ? { kind, steps: cap } : { kind };
    const told = await send({ participant, date, ...asked, ...why });
    if (told?.kind === 'answered') onChanged();
  };
  return (
    <ChangeForm
      state={state}
      confirm={kind === null ? text.chooseFirst : text.confirm[kind]}
      isReady={kind !== null && (kind !== 'cap' || isCap)}
      onConfirm={(actor) => void record(actor)}
    >
      <p>{text.now(amountsText(desk, outcomes.now))}</p>
      <fieldset class="choices">
        <legend class="unseen">{text.decide}</legend>
        {decisionKinds.map((each) => (
          <Choice
            key={each}
            kind={each}
            isChosen={kind === each}
            points={each === 'cap' ? capped : outcomes[each]}
            onChoose={() => setKind(each)}
          />
        ))}
      </fieldset>
      {kind === 'cap' && (
        <TextField label={text.capSteps} value={capText} onValue={setCapText} max={7} isNumber isRequired />
      )}
      <TextField label={words.reason} hint={text.reasonHint} value={reason} onValue={setReason} isRequired />
      <TextField label={words.reference} value={reference} onValue={setReference} max={100} />
    </ChangeForm>
  );
};

interface ChoiceProps {
  readonly kind: DecisionKind;
  readonly isChosen: boolean;
  readonly points: readonly Amount[] | null;
  readonly onChoose: () => void;
}

const Choice = ({ kind, isChosen, points, onChoose }: ChoiceProps) => {
  const desk = useDesk();
  const { words } = desk;
  const id = useId();
  return (
    <label class="choice" for={id}>
      <input id={id} type="radio" name="decision" value={kind} checked={isChosen} onChange={onChoose} />
      <span>
        {words.review.choice[kind]}
        <strong>{points === null ? '…' : words.review.gives(amountsText(desk, points))}</strong>
      </span>
    </label>
  );
};

/** The server says what a cap gives; null while it is asked or when it cannot say. */
const useCapped = (evidence: Evidence, cap: number | null): readonly Amount[] | null => {
  const { participant, date, capSteps, outcomes } = evidence;
  const [capped, setCapped] = useState<{ readonly cap: number; readonly points: readonly Amount[] } | null>(null);
  useEffect(() => {
    if (cap === null || cap === capSteps) return undefined;
    let isWanted = true;
    void ask('previewDecision', { body: { participant, date, kind: 'cap', steps: cap } }).then((told) => {
      if (isWanted && told.kind === 'answered') setCapped({ cap, points: told.answer.after });
    });
    return () => {
      isWanted = false;
    };
  }, [participant, date, cap, capSteps]);
  if (cap === capSteps) return outcomes.cap;
  return capped?.cap === cap ? capped.points : null;
};

const Undoing = ({ evidence: { participant, date, outcomes }, onChanged }: DecisionPanelProps) => {
  const desk = useDesk();
  const { words } = desk;
  const text = words.review;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState(text.undoReason);
  const { state, send } = useChange('undoDecision');
  const record = async (actor: string): Promise<void> => {
    const told = await send({ participant, date, reason: reason.trim(), actor });
    if (told?.kind === 'answered') onChanged();
  };
  return (
    <>
      <Recorded title={`${text.done}${words.clauseMark}${text.now(amountsText(desk, outcomes.now))}`} />
      {isOpen ? (
        <ChangeForm
          state={state}
          confirm={text.undo}
          onConfirm={(actor) => void record(actor)}
          onCancel={() => setOpen(false)}
        >
          <TextField label={words.reason} value={reason} onValue={setReason} isRequired />
        </ChangeForm>
      ) : (
        <button type="button" class="button" onClick={() => setOpen(true)}>
          <Undo2 aria-hidden="true" />
          {text.undo}
        </button>
      )}
    </>
  );
};
