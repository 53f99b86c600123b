/** Label settings: the sheet, where on it to begin, how far the printer is off, and the words for whoever finds it. */
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { useKeptSetting } from '../state/kept-setting.ts';
import { labelCount, labelKinds, labelSheets, type LabelKind } from '../view/label-sheet.ts';
import { ChoiceField, TextField } from './fields.tsx';

export const cardNames = ['name', 'nickname', 'none'] as const;
export type CardName = (typeof cardNames)[number];

export interface LabelChoices {
  readonly kind: LabelKind;
  /** The place on the first sheet, from 1. */
  readonly first: number;
  /** Millimetres. */
  readonly right: number;
  readonly down: number;
  readonly contact: string;
  readonly cardName: CardName;
  readonly typed: Typed;
}

interface Typed {
  readonly sheet: readonly [string, (text: string) => void];
  readonly first: readonly [string, (text: string) => void];
  readonly right: readonly [string, (text: string) => void];
  readonly down: readonly [string, (text: string) => void];
  readonly contact: readonly [string, (text: string) => void];
  readonly name: readonly [string, (text: string) => void];
}

export type LabelsOf = 'pedometers' | 'participants';

const kindsOf: Readonly<Record<LabelsOf, readonly LabelKind[]>> = {
  pedometers: labelKinds.filter((kind) => kind.startsWith('stickers')),
  participants: labelKinds.filter((kind) => kind.startsWith('cards')),
};
/** A printer that is off by more than this has the wrong paper in it. */
const shiftMax = 15;

export const useLabelSettings = (what: LabelsOf): LabelChoices => {
  const { words } = useDesk();
  const [firstKind = 'stickers-65'] = kindsOf[what];
  const typed: Typed = {
    sheet: useKeptSetting(`labels-${what}`, firstKind),
    first: useState('1'),
    right: useKeptSetting('labels-right', '0'),
    down: useKeptSetting('labels-down', '0'),
    contact: useKeptSetting('labels-contact', words.labels.contactFirst),
    name: useKeptSetting('labels-name', 'name'),
  };
  return {
    typed,
    kind: kindsOf[what].find((kind) => kind === typed.sheet[0]) ?? firstKind,
    first: Math.max(1, Math.trunc(numberOf(typed.first[0]))),
    right: shiftOf(typed.right[0]),
    down: shiftOf(typed.down[0]),
    contact: typed.contact[0].trim(),
    cardName: cardNames.find((each) => each === typed.name[0]) ?? 'name',
  };
};

/** 0 for what is no number; a minus may be typed in any width. */
const numberOf = (text: string): number => {
  const number = Number(text.normalize('NFKC').replaceAll(/[−ー‐]/g, '-'));
  return Number.isFinite(number) ? number : 0;
};

const shiftOf = (text: string): number => Math.min(shiftMax, Math.max(-shiftMax, numberOf(text)));

export interface LabelSettingsProps {
  readonly what: LabelsOf;
  readonly settings: LabelChoices;
}

export const LabelSettings = ({ what, settings: { kind, typed } }: LabelSettingsProps) => {
  const { words } = useDesk();
  const text = words.labels;
  const field = (name: keyof Typed) => ({ value: typed[name][0], onValue: typed[name][1] });
  return (
    <div class="fields">
      <ChoiceField
        label={text.sheet}
        {...field('sheet')}
        value={kind}
        choices={kindsOf[what].map((each) => ({ value: each, text: text.sheets[each] }))}
        isRequired
      />
      <TextField
        label={text.first}
        hint={text.firstHint(labelCount(labelSheets[kind]))}
        {...field('first')}
        max={2}
        isNumber
        isRequired
      />
      {what === 'participants' && (
        <ChoiceField
          label={text.who}
          {...field('name')}
          choices={cardNames.map((each) => ({ value: each, text: text.whos[each] }))}
          isRequired
        />
      )}
      <TextField label={text.contact} hint={text.contactHint} {...field('contact')} max={60} />
      <TextField label={text.right} hint={text.shiftHint} {...field('right')} max={5} isRequired />
      <TextField label={text.down} hint={text.shiftHint} {...field('down')} max={5} isRequired />
    </div>
  );
};
