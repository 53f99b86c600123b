/** Label sheets: sheets of A4 with every label where the sheet has one; the same on the screen, smaller. */
import { useDesk } from '../state/desk.ts';
import { a4, labelSheets, type PlacedLabel } from '../view/label-sheet.ts';
import type { LabelChoices, LabelsOf } from './label-settings.tsx';
import { QrMark } from './qr-mark.tsx';

export interface PrintedLabel {
  /** A serial, or a participant. */
  readonly id: string;
  /** What is read from afar: the sticker's number, or the participant's. */
  readonly number: string;
  /** What the QR code says. */
  readonly code: string;
  /** The centre on a sticker, the programme on a card. */
  readonly line: string;
  readonly name: string | null;
  readonly nickname: string | null;
  /** What helps to choose it. */
  readonly aside: string;
  /** Chosen unless somebody says otherwise. */
  readonly isFirst: boolean;
}

export interface LabelSheetsProps {
  readonly what: LabelsOf;
  readonly sheets: readonly (readonly PlacedLabel<PrintedLabel>[])[];
  readonly settings: LabelChoices;
}

export const LabelSheets = ({ what, sheets, settings }: LabelSheetsProps) => {
  const { words } = useDesk();
  const { width, height } = labelSheets[settings.kind];
  return (
    <section class="label-sheets" aria-label={words.labels.preview} tabIndex={0} role="region">
      {sheets.map((labels, index) => (
        <ol
          key={index}
          class="label-sheet"
          aria-label={words.labels.sheetName(index + 1)}
          style={{ width: `${a4.width}mm`, height: `${a4.height}mm` }}
        >
          {labels.map(({ number, left, top, label }) => (
            <li
              key={number}
              class={`label is-${settings.kind}`}
              style={{
                left: `${left + settings.right}mm`,
                top: `${top + settings.down}mm`,
                width: `${width}mm`,
                height: `${height}mm`,
              }}
            >
              {what === 'pedometers' ? (
                <Sticker label={label} contact={settings.contact} />
              ) : (
                <Card label={label} settings={settings} />
              )}
            </li>
          ))}
        </ol>
      ))}
    </section>
  );
};

const Sticker = ({ label, contact }: { readonly label: PrintedLabel; readonly contact: string }) => {
  const { words } = useDesk();
  return (
    <>
      <QrMark text={label.code} label={label.id} />
      <div class="label-words">
        <p class="label-number" aria-label={`${words.labels.pedometer} ${words.numbered(label.number)}`}>
          {label.number}
        </p>
        <p class="label-line">{label.line}</p>
        {contact !== '' && <p class="label-contact">{keptTogether(contact)}</p>}
      </div>
    </>
  );
};

const Card = ({ label, settings }: { readonly label: PrintedLabel; readonly settings: LabelChoices }) => {
  const { cardName, contact } = settings;
  const name = { name: label.name, nickname: label.nickname, none: null }[cardName];
  return (
    <>
      <p class="label-line">{label.line}</p>
      <div class="label-words">
        {name !== null && <p class="label-name">{name}</p>}
        <p class="label-number">{label.number}</p>
        {contact !== '' && <p class="label-contact">{keptTogether(contact)}</p>}
      </div>
      <QrMark text={label.code} label={label.id} />
    </>
  );
};

/** A phone number is not broken at its dashes. */
const keptTogether = (text: string): string => text.replaceAll(/(?<=\d)-(?=\d)/g, '\u2060-\u2060');
