/** Place page: the page that belongs to a place, begun anew when the place is about something else. */
import { ActivityPage } from './pages/activity-page.tsx';
import { AttendancePage } from './pages/attendance-page.tsx';
import { CodesPage } from './pages/codes-page.tsx';
import { DayPage } from './pages/day-page.tsx';
import { EvidencePage } from './pages/evidence-page.tsx';
import { FindPage } from './pages/find-page.tsx';
import { GroupsPage } from './pages/groups-page.tsx';
import { HeldPage } from './pages/held-page.tsx';
import { JobsPage } from './pages/jobs-page.tsx';
import { ImportStepsPage } from './pages/import-steps-page.tsx';
import { PersonPage } from './pages/person-page.tsx';
import { RecordsPage } from './pages/records-page.tsx';
import { RegisterCentresPage } from './pages/register-centres-page.tsx';
import { RegisterChangesPage } from './pages/register-changes-page.tsx';
import { RegisterCorrectionPage } from './pages/register-correction-page.tsx';
import { RegisterGatewaysPage } from './pages/register-gateways-page.tsx';
import { RegisterLabelsPage } from './pages/register-labels-page.tsx';
import { RegisterLendPage } from './pages/register-lend-page.tsx';
import { RegisterLetterPage, RegisterLettersPage } from './pages/register-letters-page.tsx';
import { RegisterLoansPage } from './pages/register-loans-page.tsx';
import { RegisterNewPedometerPage } from './pages/register-new-pedometer-page.tsx';
import { RegisterNewPersonPage } from './pages/register-new-person-page.tsx';
import { RegisterPedometerPage } from './pages/register-pedometer-page.tsx';
import { RegisterPedometersPage } from './pages/register-pedometers-page.tsx';
import { RegisterPeoplePage } from './pages/register-people-page.tsx';
import { RegisterTablesPage } from './pages/register-tables-page.tsx';
import { RegisterTakeBackPage } from './pages/register-take-back-page.tsx';
import { RegisteredPage } from './pages/registered-page.tsx';
import { RulesPage } from './pages/rules-page.tsx';
import { SheetPage } from './pages/sheet-page.tsx';
import { StampsPage } from './pages/stamps-page.tsx';
import { StatementPage } from './pages/statement-page.tsx';
import { TransferPage } from './pages/transfer-page.tsx';
import type { Place } from './state/place.ts';
import type { RegisterPlace } from './state/register-place.ts';

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
    case 'records':
      return <RecordsPage from={place.from} />;
    case 'jobs':
      return <JobsPage />;
    default:
      return <RegisterPage place={place} />;
  }
};

const RegisterPage = ({ place }: { readonly place: RegisterPlace }) => {
  switch (place.kind) {
    case 'people':
      return <RegisterPeoplePage place={place} />;
    case 'registered':
      return <RegisteredPage key={place.id} id={place.id} />;
    case 'new-person':
      return <RegisterNewPersonPage centre={place.centre} />;
    case 'pedometers':
      return <RegisterPedometersPage place={place} />;
    case 'pedometer':
      return <RegisterPedometerPage key={place.device} device={place.device} />;
    case 'new-pedometer':
      return <RegisterNewPedometerPage centre={place.centre} />;
    case 'loans':
      return <RegisterLoansPage />;
    case 'lend':
      return <RegisterLendPage key={JSON.stringify(place)} device={place.device} participant={place.participant} />;
    case 'take-back':
      return <RegisterTakeBackPage key={place.device} device={place.device} />;
    case 'correction':
      return <RegisterCorrectionPage key={JSON.stringify(place)} {...correctionOf(place)} />;
    case 'centres':
      return <RegisterCentresPage />;
    case 'gateways':
      return <RegisterGatewaysPage />;
    case 'changes':
      return <RegisterChangesPage from={place.from} />;
    case 'tables':
      return <RegisterTablesPage key={place.table} table={place.table} />;
    case 'import-steps':
      return <ImportStepsPage />;
    case 'labels':
      return <RegisterLabelsPage what={place.what} centre={place.centre} />;
    case 'letter':
      return <RegisterLetterPage key={place.id} id={place.id} month={place.month} />;
    case 'letters':
      return <RegisterLettersPage centre={place.centre} month={place.month} />;
  }
};

const correctionOf = ({ device, participant, start }: Extract<RegisterPlace, { readonly kind: 'correction' }>) => ({
  device,
  participant,
  start,
});
