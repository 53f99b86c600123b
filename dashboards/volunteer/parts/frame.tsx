/** Frame: where one is, the way home, how the line stands and what waits for it, around every screen. */
import { CircleHelp, Cloud, CloudOff, House, Languages, LogOut } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { otherLanguage, type Language } from '../../shared/language.ts';
import { firstPlace } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';

export interface FrameProps {
  readonly onLanguage: (language: Language) => void;
  readonly onSignOut: () => void;
  readonly children: ComponentChildren;
}

export const Frame = ({ onLanguage, onSignOut, children }: FrameProps) => {
  const { words, language, centre, place } = useVolunteer();
  const other = otherLanguage[language];
  const skip = (event: Event): void => {
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  return (
    <>
      <header class="masthead">
        <a class="skip" href="#content" onClick={skip}>
          {words.skip}
        </a>
        {place.kind === 'today' ? (
          <p class="brand">{centre.centre?.name ?? words.product}</p>
        ) : (
          <Link to={firstPlace} class="press is-home">
            <House aria-hidden="true" />
            {words.home}
          </Link>
        )}
        <LineState />
        <div class="masthead-tools">
          {place.kind !== 'today' && (
            <Link to={{ kind: 'help', topic: null }}>
              <CircleHelp aria-hidden="true" />
              {words.today.tasks.help}
            </Link>
          )}
          <button type="button" class="press" lang={other} onClick={() => onLanguage(other)}>
            <Languages aria-hidden="true" />
            {words.switchLanguage}
          </button>
          {place.kind === 'today' && (
            <button type="button" class="press" onClick={onSignOut}>
              <LogOut aria-hidden="true" />
              {words.signOut}
            </button>
          )}
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Troubles />
        {children}
      </main>
    </>
  );
};

const LineState = () => {
  const { words, centre } = useVolunteer();
  const { count } = centre.waiting;
  const Icon = centre.isUp ? Cloud : CloudOff;
  return (
    <p class={`line-state ${centre.isUp ? '' : 'is-down'}`} role="status">
      <Icon aria-hidden="true" />
      <span>
        {centre.isUp ? words.line.up : words.line.down}
        {count > 0 && <strong class="line-waiting">{words.line.waiting(count)}</strong>}
      </span>
    </p>
  );
};

/** Only what a volunteer has to know; everything else mends itself. */
const Troubles = () => {
  const { words, centre, isConnected, sending } = useVolunteer();
  return (
    <>
      {!isConnected && (
        <Notice kind="watch" title={words.away.title} isSudden>
          <p>{words.away.safe}</p>
          <p>{words.away.next}</p>
        </Notice>
      )}
      {isConnected && centre.radio === 'deaf' && (
        <Notice kind="urgent" title={words.deaf.title} isSudden>
          <p>{words.deaf.next}</p>
        </Notice>
      )}
      {isConnected && !centre.isClockTrusted && (
        <Notice kind="watch" title={words.clock.title}>
          <p>{words.clock.next}</p>
        </Notice>
      )}
      {!isConnected && sending.length > 0 && (
        <Notice kind="plain" title={words.sending.title}>
          <p>{words.sending.safe}</p>
        </Notice>
      )}
    </>
  );
};
