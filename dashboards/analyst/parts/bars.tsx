/** Bars: a few named amounts below one another, each with its own words; the marks may stand for how it was before. */

export interface Bar {
  readonly name: string;
  /** From 0 to 1; null is hidden. */
  readonly share: number | null;
  /** Where it stood before, from 0 to 1. */
  readonly mark?: number | null;
  readonly value: string;
  readonly note?: string;
  readonly pattern?: 'full' | 'hatched' | 'dotted' | 'crossed' | 'empty';
  readonly tone?: 'main' | 'second' | 'alarm' | 'quiet';
}

export interface BarsProps {
  /** For those who do not see them. */
  readonly text: string;
  readonly bars: readonly Bar[];
}

export const Bars = ({ text, bars }: BarsProps) => (
  <div class="bars" role="img" aria-label={text}>
    {bars.map(({ name, share, mark = null, value, note, pattern = 'full', tone = 'main' }) => (
      <div key={name} class={`bar is-${tone}`}>
        <span class="bar-name">{name}</span>
        <span class="bar-track">
          {share !== null && share > 0 && <span class={`bar-fill is-${pattern}`} style={{ width: percentOf(share) }} />}
          {mark !== null && <span class="bar-mark" style={{ left: percentOf(mark) }} />}
        </span>
        <span class="bar-words">
          <span class="bar-value">{value}</span>
          {note !== undefined && <span class="bar-note">{note}</span>}
        </span>
      </div>
    ))}
  </div>
);

const percentOf = (share: number): string => `${Math.min(1, Math.max(0, share)) * 100}%`;
