/** Place page: the page that belongs to a place, begun anew when the place is about something else. */
import { ActivityPage } from './pages/activity-page.tsx';
import { AttendancePage } from './pages/attendance-page.tsx';
import { CodesPage } from './pages/codes-page.tsx';
import { DayPage } from './pages/day-page.tsx';
import { EvidencePage } from './pages/evidence-page.tsx';
import { FindPage } from './pages/find-page.tsx';
import { GroupsPage } from './pages/groups-page.tsx';
import { HeldPage } from './pages/held-page.tsx';
import { PersonPage } from './pages/person-page.tsx';
import { RulesPage } from './pages/rules-page.tsx';
import { SheetPage } from './pages/sheet-page.tsx';
import { StampsPage } from './pages/stamps-page.tsx';
import { StatementPage } from './pages/statement-page.tsx';
import { TransferPage } from './pages/transfer-page.tsx';
import type { Place } from './state/place.ts';

export const PlacePage = ({ place }: { readonly place: Place }) => {
  switch (place.kind) {
    case 'find':
      return <FindPage query={place.query} />;
    case 'person':
      return <PersonPage key={place.id} id={place.id} month={place.month} />;
    case 'day':
      return <DayPage key={`${place.id} ${place.date}`} id={place.id} date={place.date} />;
    case 'activity':
      return <ActivityPage key={place.id} id={place.id} />;
    case 'stamps':
      return <StampsPage key={place.id} id={place.id} />;
    case 'transfer':
      return <TransferPage key={place.id} id={place.id} />;
    case 'statement':
      return <StatementPage key={place.id} id={place.id} month={place.month} year={place.year} />;
    case 'held':
      return <HeldPage />;
    case 'evidence':
      return <EvidencePage key={`${place.id} ${place.date}`} id={place.id} date={place.date} />;
    case 'groups':
      return <GroupsPage />;
    case 'attendance':
      return <AttendancePage key={place.group} group={place.group} />;
    case 'codes':
      return <CodesPage />;
    case 'sheet':
      return <SheetPage key={place.code} code={place.code} />;
    case 'rules':
      return <RulesPage />;
  }
};
