/** Notice: what happened, what is safe, what to do next; told apart by shape and words as well as by colour. */
import { CircleCheckBig, Info, OctagonAlert, TriangleAlert } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

const icons = { well: CircleCheckBig, plain: Info, watch: TriangleAlert, urgent: OctagonAlert } as const;

export interface NoticeProps {
  readonly kind: keyof typeof icons;
  readonly title: string;
  /** Read out as soon as it appears. */
  readonly isSudden?: boolean;
  readonly children?: ComponentChildren;
}

export const Notice = ({ kind, title, isSudden = false, children }: NoticeProps) => {
  const Icon = icons[kind];
  return (
    <div class={`notice is-${kind}`} {...(isSudden ? { role: 'alert' as const } : {})}>
      <Icon aria-hidden="true" />
      <div class="notice-text">
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
};
