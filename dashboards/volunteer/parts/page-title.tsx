/** Page title: the sentence that says how things are, as heading and as the browser's title; a new screen is read from here. */
import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useVolunteer } from '../state/volunteer.ts';

export interface PageTitleProps {
  readonly title: string;
  /** Where a field of the screen takes the focus instead. */
  readonly leavesFocus?: boolean;
}

export const PageTitle = ({ title, leavesFocus = false }: PageTitleProps) => {
  const { words } = useVolunteer();
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
          <span class="clause">{unbroken(clause)}</span>
        </Fragment>
      ))}
    </h1>
  );
};

/** A number such as P-0030 is not broken at its dash. */
const unbroken = (text: string) =>
  text.split(/([A-Za-z]+-\d+)/).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} class="one-piece">
        {part}
      </span>
    ) : (
      part
    ),
  );
