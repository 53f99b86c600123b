/** Link: leads to another place without loading the page again; opens in a new tab like any other link. */
import type { ComponentChildren } from 'preact';
import { useDesk } from '../state/desk.ts';
import type { Place } from '../state/place.ts';

export interface LinkProps {
  readonly to: Place;
  readonly class?: string;
  readonly label?: string | undefined;
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}

export const Link = ({ to, class: className = 'textual', label, isCurrent = false, children }: LinkProps) => {
  const { go, hrefOf } = useDesk();
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a
      href={hrefOf(to)}
      class={className}
      onClick={follow}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
    >
      {children}
    </a>
  );
};
