/** Link: leads to another screen without loading the page again; opens in a new tab like any other link. */
import type { ComponentChildren } from 'preact';
import type { Place } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';

export interface LinkProps {
  readonly to: Place;
  readonly class?: string;
  readonly onFollow?: () => void;
  readonly children: ComponentChildren;
}

export const Link = ({ to, class: className = 'press', onFollow, children }: LinkProps) => {
  const { go, hrefOf } = useVolunteer();
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onFollow?.();
    go(to);
  };
  return (
    <a href={hrefOf(to)} class={className} onClick={follow}>
      {children}
    </a>
  );
};
