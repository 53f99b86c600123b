/** Day table: the figures behind a person's chart, newest day first. */
import { tierReached, type DaySlot } from '../view/day-slots.ts';
import { useSpeech } from '../words/speech.ts';
import { FigureText } from '../../shared/figure-text.tsx';

export interface DayTableProps {
  readonly slots: readonly DaySlot[];
  readonly tiers: readonly number[];
}

export const DayTable = ({ slots, tiers }: DayTableProps) => {
  const { words } = useSpeech();
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{words.table.date}</th>
          <th scope="col" class="number">
            {words.table.steps}
          </th>
          <th scope="col">{words.table.state}</th>
          <th scope="col">{words.table.tier}</th>
        </tr>
      </thead>
      <tbody>
        {slots.toReversed().map((slot) => (
          <DayLine key={slot.date} slot={slot} tiers={tiers} />
        ))}
      </tbody>
    </table>
  );
};

const DayLine = ({ slot, tiers }: { readonly slot: DaySlot; readonly tiers: readonly number[] }) => {
  const { words, formats } = useSpeech();
  const text = words.person;
  const tier = slot.kind === 'missing' ? null : tierReached(slot.steps, tiers);
  return (
    <tr>
      <th scope="row">{formats.date(slot.date)}</th>
      <td class="number">
        {slot.kind === 'missing' ? text.belowTiers : <FigureText text={words.figure(slot.steps)} />}
      </td>
      <td>{slot.kind !== 'missing' && slot.corrected ? text.corrected : text.state[slot.kind]}</td>
      <td>{tier === null ? text.belowTiers : text.tier(tier)}</td>
    </tr>
  );
};
