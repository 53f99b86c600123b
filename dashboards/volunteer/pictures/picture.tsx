/** Picture: the ground every drawing of the volunteers' pages stands on, and the pedometer that appears in most of them. */
import type { ComponentChildren } from 'preact';

/** Drawn in a field of 160 × 120; the words beside it say the same. */
export const Picture = ({ children }: { readonly children: ComponentChildren }) => (
  <svg class="picture" viewBox="0 0 160 120" aria-hidden="true">
    {children}
  </svg>
);

export interface PedometerProps {
  readonly x: number;
  readonly y: number;
  readonly scale?: number;
}

/** Its face; 60 × 40, by its upper left corner. */
export const Pedometer = ({ x, y, scale = 1 }: PedometerProps) => (
  <g transform={`translate(${x} ${y}) scale(${scale})`}>
    <rect class="body" x="0" y="0" width="60" height="40" rx="10" />
    <rect class="screen" x="9" y="9" width="42" height="22" rx="3" />
    <path class="steps-on-screen" d="M16 20h6M26 20h6M36 20h6" />
  </g>
);

/** Its back with the lid of the battery; 60 × 60. */
export const PedometerBack = ({ x, y }: PedometerProps) => (
  <g transform={`translate(${x} ${y})`}>
    <rect class="body" x="0" y="0" width="76" height="56" rx="12" />
    <circle class="lid" cx="38" cy="28" r="20" />
  </g>
);

export const Arrow = ({ d }: { readonly d: string }) => (
  <>
    <defs>
      <marker id="arrow-tip" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="4" markerHeight="4" orient="auto">
        <path class="arrow-tip" d="M0 0L10 5L0 10z" />
      </marker>
    </defs>
    <path class="arrow" d={d} marker-end="url(#arrow-tip)" />
  </>
);
