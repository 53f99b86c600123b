/** Register labels page: stickers for pedometers and cards for participants on the sheets a stationer sells, begun wherever a sheet has labels left. */
import { Printer } from 'lucide-preact';
import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { deviceTag, participantTag } from '../../../contract/tag-code.ts';
import { Answered } from '../parts/answered.tsx';
import { CentreField } from '../parts/centre-field.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { LabelChooser } from '../parts/label-chooser.tsx';
import { LabelSettings, useLabelSettings } from '../parts/label-settings.tsx';
import { LabelSheets, type PrintedLabel } from '../parts/label-sheets.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';
import { labelSheets, sheetsOf } from '../view/label-sheet.ts';

export interface RegisterLabelsPageProps {
  readonly what: string;
  readonly centre: string;
}

const whats = ['pedometers', 'participants'] as const;
type What = (typeof whats)[number];

export const RegisterLabelsPage = ({ what, centre }: RegisterLabelsPageProps) => {
  const { words, go } = useDesk();
  const text = words.labels;
  const chosen: What = what === 'participants' ? what : 'pedometers';
  const choice = (
    <div class="fields screen-only">
      <ChoiceField
        label={text.what}
        value={chosen}
        onValue={(value) => go({ kind: 'labels', what: value, centre })}
        choices={whats.map((each) => ({ value: each, text: text.whats[each] }))}
        isRequired
      />
      <CentreField
        value={centre}
        onValue={(value) => go({ kind: 'labels', what: chosen, centre: value })}
        none={words.roll.choose}
      />
    </div>
  );
  if (centre === '') {
    return (
      <>
        <PageTitle title={text.title(0, 0)} />
        <section class="panel">
          <p>{text.chooseCentre}</p>
          {choice}
        </section>
      </>
    );
  }
  return chosen === 'pedometers' ? (
    <PedometerLabels key={`pedometers ${centre}`} centre={centre} choice={choice} />
  ) : (
    <ParticipantCards key={`participants ${centre}`} centre={centre} choice={choice} />
  );
};

interface OfCentreProps {
  readonly centre: string;
  readonly choice: VNode;
}

const PedometerLabels = ({ centre, choice }: OfCentreProps) => {
  const { words } = useDesk();
  const text = words.labels;
  const asking = useAsked('register/labels', { path: { id: centre } });
  return (
    <Answered asking={asking} title={text.title(0, 0)}>
      {(told) => (
        <Labels
          what="pedometers"
          choice={choice}
          empty={text.emptyPedometers}
          labels={told.pedometers.map(({ device, label, status }) => ({
            id: device,
            number: label,
            code: deviceTag(device),
            line: told.centre.name,
            name: null,
            nickname: null,
            aside: `${device} ${words.pedometers.standing[status]}`,
            isFirst: status !== 'retired' && status !== 'lost',
          }))}
        />
      )}
    </Answered>
  );
};

const ParticipantCards = ({ centre, choice }: OfCentreProps) => {
  const { words, programme, language } = useDesk();
  const text = words.labels;
  const asking = useAsked('register/cards', { path: { id: centre } });
  return (
    <Answered asking={asking} title={text.title(0, 0)}>
      {(told) => (
        <Labels
          what="participants"
          choice={choice}
          empty={text.emptyPeople}
          labels={told.participants.map(({ id, name, nickname }) => ({
            id,
            number: id,
            code: participantTag(id),
            line: programme.name[language],
            name,
            nickname,
            aside: name,
            isFirst: true,
          }))}
        />
      )}
    </Answered>
  );
};

interface LabelsProps {
  readonly what: What;
  readonly choice: VNode;
  readonly empty: string;
  readonly labels: readonly PrintedLabel[];
}

const Labels = ({ what, choice, empty, labels }: LabelsProps) => {
  const { words } = useDesk();
  const text = words.labels;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(labels.filter(({ isFirst }) => isFirst).map(({ id }) => id)),
  );
  const settings = useLabelSettings(what);
  const sheet = labelSheets[settings.kind];
  const sheets = useMemo(
    () =>
      sheetsOf(
        sheet,
        labels.filter(({ id }) => chosen.has(id)),
        settings.first,
      ),
    [sheet, labels, chosen, settings.first],
  );
  return (
    <>
      <div class="screen-only">
        <PageTitle title={text.title(sheets.flat().length, sheets.length)} />
        <section class="panel">
          {choice}
          {labels.length === 0 ? (
            <p class="empty">{empty}</p>
          ) : (
            <>
              <LabelSettings what={what} settings={settings} />
              <LabelChooser labels={labels} chosen={chosen} onChosen={setChosen} />
              <p class="note">{text.printNote}</p>
              <p class="buttons">
                <button
                  type="button"
                  class="button is-primary"
                  disabled={sheets.length === 0}
                  onClick={() => window.print()}
                >
                  <Printer aria-hidden="true" />
                  {text.print}
                </button>
              </p>
            </>
          )}
        </section>
      </div>
      {sheets.length > 0 && <LabelSheets what={what} sheets={sheets} settings={settings} />}
    </>
  );
};
