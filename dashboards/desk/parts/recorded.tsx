/** Recorded: says that something has been recorded, for eyes and for a screen reader. */
import { CircleCheck } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

export interface RecordedProps {
  readonly title: string;
  readonly children?: ComponentChildren;
}

export const Recorded = ({ title, children }: RecordedProps) => (
  <div class="banner is-recorded" role="status">
    <CircleCheck aria-hidden="true" />
    <div>
      <p class="banner-title">{title}</p>
      {children}
    </div>
  </div>
);
