/** Frame: whose programme it is, the way to the other pages, who sits here, and the language, around every page. */
import { CalendarSearch, Footprints, Languages, QrCode, ScrollText, UserSearch, Users } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { otherLanguage, type Language } from '../../shared/language.ts';
import { useDesk } from '../state/desk.ts';
import type { Place } from '../state/place.ts';
import { ActorMark } from './actor-mark.tsx';
import { Link } from './link.tsx';

const entries = [
  { page: 'find', place: { kind: 'find', query: '' }, icon: UserSearch },
  { page: 'held', place: { kind: 'held' }, icon: CalendarSearch },
  { page: 'groups', place: { kind: 'groups' }, icon: Users },
  { page: 'codes', place: { kind: 'codes' }, icon: QrCode },
  { page: 'rules', place: { kind: 'rules' }, icon: ScrollText },
] as const;

const entryOf: Readonly<Record<Place['kind'], (typeof entries)[number]['page']>> = {
  find: 'find',
  person: 'find',
  day: 'find',
  activity: 'find',
  stamps: 'find',
  transfer: 'find',
  statement: 'find',
  held: 'held',
  evidence: 'held',
  groups: 'groups',
  attendance: 'groups',
  codes: 'codes',
  sheet: 'codes',
  rules: 'rules',
};

export interface FrameProps {
  readonly place: Place;
  readonly onLanguage: (language: Language) => void;
  readonly children: ComponentChildren;
}

export const Frame = ({ place, onLanguage, children }: FrameProps) => {
  const { words, language, programme } = useDesk();
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
        <p class="brand">
          <Footprints aria-hidden="true" />
          <span>{words.product}</span>
          <span class="brand-programme">{programme.name[language]}</span>
        </p>
        <ActorMark />
        <button type="button" class="button" lang={other} onClick={() => onLanguage(other)}>
          <Languages aria-hidden="true" />
          {words.switchLanguage}
        </button>
        <nav class="pages" aria-label={words.pages}>
          {entries.map(({ page, place: to, icon: Icon }) => (
            <Link key={page} to={to} class="page-link" isCurrent={entryOf[place.kind] === page}>
              <Icon aria-hidden="true" />
              {words.nav[page]}
            </Link>
          ))}
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {programme.notice !== null && <footer class="foot">{programme.notice[language]}</footer>}
    </>
  );
};
