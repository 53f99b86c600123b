/** Small lines: a row of figures over weeks, small enough to stand among many on one scale, with how it is elsewhere behind it. */

const width = 240;
const height = 84;
const side = 4;

export interface SmallLinesProps {
  /** For those who do not see it. */
  readonly text: string;
  readonly values: readonly (number | null)[];
  readonly behind?: readonly (number | null)[];
  /** Of the scale, which begins with nothing. */
  readonly most: number;
  /** What stands at the top of the scale. */
  readonly topText: string;
}

export const SmallLines = ({ text, values, behind = [], most, topText }: SmallLinesProps) => {
  const placed = placesOf(values, most);
  return (
    <div class="small-lines" role="img" aria-label={text}>
      <span class="small-top" aria-hidden="true">
        {topText}
      </span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="small-ground" d={`M0 ${height - 1}H${width}M0 1H${width}`} />
        <path class="small-behind" d={pathOf(placesOf(behind, most))} />
        <path class="small-own" d={pathOf(placed)} />
      </svg>
    </div>
  );
};

type Place = readonly [number, number] | null;

const placesOf = (values: readonly (number | null)[], most: number): readonly Place[] => {
  const across = (width - 2 * side) / Math.max(1, values.length - 1);
  return values.map((value, index) =>
    value === null ? null : [side + index * across, height - 2 - (value / most) * (height - 6)],
  );
};

/** A gap where there is none; one alone is a short stroke. */
const pathOf = (places: readonly Place[]): string =>
  places
    .map((place, index) => {
      if (place === null) return '';
      const at = `${place[0].toFixed(1)} ${place[1].toFixed(1)}`;
      const isAlone = (places[index - 1] ?? null) === null && (places[index + 1] ?? null) === null;
      if (isAlone) return `M${at}h3`;
      return (places[index - 1] ?? null) === null ? `M${at}` : `L${at}`;
    })
    .join('');
