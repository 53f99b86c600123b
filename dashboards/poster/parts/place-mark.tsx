/** Place mark: a place of the road, its name beside it with its furigana above. */
import { useContext } from 'preact/hooks';
import { FuriganaContext } from '../../centre-shared/ruby-text.tsx';
import { baseOf, readingOf } from '../../centre-shared/ruby.ts';
import type { RoutePlace } from '../routes/route.ts';

interface PlaceMarkProps {
  readonly name: string;
  readonly side: NonNullable<RoutePlace['side']>;
  /** Millimetres. */
  readonly x: number;
  readonly y: number;
  readonly isReached: boolean;
}

const offsets = {
  above: { x: 0, y: -3.8, anchor: 'middle' },
  below: { x: 0, y: 10.6, anchor: 'middle' },
  left: { x: -4, y: 2.6, anchor: 'end' },
  right: { x: 4, y: 2.6, anchor: 'start' },
} as const;
/** How far the furigana stands above the name's foot. */
const readingRise = 5.4;

export const PlaceMark = ({ name, side, x, y, isReached }: PlaceMarkProps) => {
  const hasFurigana = useContext(FuriganaContext);
  const offset = offsets[side];
  const base = baseOf(name);
  const reading = readingOf(name);
  return (
    <g class="place">
      <circle class={isReached ? 'is-reached' : ''} cx={x} cy={y} r="2" />
      <text x={x + offset.x} y={y + offset.y} text-anchor={offset.anchor}>
        {base}
      </text>
      {hasFurigana && reading !== base && (
        <text class="place-reading" x={x + offset.x} y={y + offset.y - readingRise} text-anchor={offset.anchor}>
          {reading}
        </text>
      )}
    </g>
  );
};
