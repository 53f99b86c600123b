/** Frame: whose programme it is, the way to the other pages, who sits here, and the language, around every page. */
import {
  ArrowRightLeft,
  Building2,
  CalendarSearch,
  ChartColumn,
  ContactRound,
  FileOutput,
  FileSpreadsheet,
  Footprints,
  Import,
  Languages,
  Mail,
  MoonStar,
  QrCode,
  ScrollText,
  Tags,
  UserSearch,
  Users,
  Watch,
} from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { otherLanguage, type Language } from '../../shared/language.ts';
import { PhoneFold } from '../../shared/phone-fold.tsx';
import { useDesk } from '../state/desk.ts';
import type { Place } from '../state/place.ts';
import { firstPedometers, firstPeople } from '../state/register-place.ts';
import { ActorMark } from './actor-mark.tsx';
import { Link } from './link.tsx';

const chapters = [
  {
    chapter: 'points',
    entries: [
      { page: 'find', place: { kind: 'find', query: '' }, icon: UserSearch },
      { page: 'held', place: { kind: 'held' }, icon: CalendarSearch },
      { page: 'groups', place: { kind: 'groups' }, icon: Users },
      { page: 'codes', place: { kind: 'codes' }, icon: QrCode },
      { page: 'rules', place: { kind: 'rules' }, icon: ScrollText },
    ],
  },
  {
    chapter: 'register',
    entries: [
      { page: 'people', place: firstPeople, icon: ContactRound },
      { page: 'pedometers', place: firstPedometers, icon: Watch },
      { page: 'loans', place: { kind: 'loans' }, icon: ArrowRightLeft },
      { page: 'centres', place: { kind: 'centres' }, icon: Building2 },
      { page: 'tables', place: { kind: 'tables', table: '' }, icon: FileSpreadsheet },
      { page: 'import-steps', place: { kind: 'import-steps' }, icon: Import },
      { page: 'labels', place: { kind: 'labels', what: '', centre: '' }, icon: Tags },
      { page: 'letters', place: { kind: 'letters', centre: '', month: '' }, icon: Mail },
    ],
  },
  {
    chapter: 'operation',
    entries: [
      { page: 'records', place: { kind: 'records', from: '' }, icon: FileOutput },
      { page: 'jobs', place: { kind: 'jobs' }, icon: MoonStar },
    ],
  },
] as const;

type Page = (typeof chapters)[number]['entries'][number]['page'];

const entryOf: Readonly<Record<Place['kind'], Page>> = {
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
  people: 'people',
  registered: 'people',
  'new-person': 'people',
  pedometers: 'pedometers',
  pedometer: 'pedometers',
  'new-pedometer': 'pedometers',
  loans: 'loans',
  lend: 'loans',
  'take-back': 'loans',
  correction: 'loans',
  centres: 'centres',
  gateways: 'centres',
  changes: 'centres',
  tables: 'tables',
  'import-steps': 'import-steps',
  labels: 'labels',
  letter: 'letters',
  letters: 'letters',
  jobs: 'jobs',
  records: 'records',
};

export interface FrameProps {
  readonly place: Place;
  readonly onLanguage: (language: Language) => void;
  readonly children: ComponentChildren;
}

export const Frame = ({ place, onLanguage, children }: FrameProps) => {
  const { words, language, programme } = useDesk();
  const other = otherLanguage[language];
  const current = entryOf[place.kind];
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
        <a class="button" href={language === 'ja' ? 'analyst' : 'analyst?lang=en'}>
          <ChartColumn aria-hidden="true" />
          {words.analysis}
        </a>
        <button type="button" class="button" lang={other} onClick={() => onLanguage(other)}>
          <Languages aria-hidden="true" />
          {words.switchLanguage}
        </button>
        <nav class="pages" aria-label={words.pages}>
          <PhoneFold id="pages" text={words.menu(words.nav[current])} foldsOn={place.kind}>
            {chapters.map(({ chapter, entries }) => (
              <div key={chapter} class="pages-chapter">
                <span class="pages-name">{words.chapters[chapter]}</span>
                {entries.map(({ page, place: to, icon: Icon }) => (
                  <Link key={page} to={to} class="page-link" isCurrent={current === page}>
                    <Icon aria-hidden="true" />
                    {words.nav[page]}
                  </Link>
                ))}
              </div>
            ))}
          </PhoneFold>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {programme.notice !== null && <footer class="foot">{programme.notice[language]}</footer>}
    </>
  );
};
