/** Page title: the sentence that says how things are, as heading and as the browser's title; a new page is read from here. */
import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';

export interface PageTitleProps {
  readonly title: string;
  /** Where a field of the page takes the focus instead. */
  readonly leavesFocus?: boolean;
}

export const PageTitle = ({ title, leavesFocus = false }: PageTitleProps) => {
  const { words } = useDesk();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${title} | ${words.product}`;
  }, [title, words]);
  useEffect(() => {
    if (!leavesFocus) heading.current?.focus({ preventScroll: true });
  }, [leavesFocus]);
  return (
    <h1 ref={heading} class="headline" tabIndex={-1}>
      {title.split(words.clauseMark).map((clause, index) => (
        <Fragment key={clause}>
          {index > 0 && words.clauseMark}
          <span class="clause">{clause}</span>
        </Fragment>
      ))}
    </h1>
  );
};
