/** Place page: the screen a place stands for. */
import { CallsPage } from './pages/calls-page.tsx';
import { ConnectPage } from './pages/connect-page.tsx';
import { DevicePage } from './pages/device-page.tsx';
import { DonePage } from './pages/done-page.tsx';
import { ExchangePage } from './pages/exchange-page.tsx';
import { HelpPage } from './pages/help-page.tsx';
import { HistoryPage } from './pages/history-page.tsx';
import { LendPage } from './pages/lend-page.tsx';
import { PosterPage } from './pages/poster-page.tsx';
import { ReturnPage } from './pages/return-page.tsx';
import { SlipPage } from './pages/slip-page.tsx';
import { SwapPage } from './pages/swap-page.tsx';
import { TodayPage } from './pages/today-page.tsx';
import { WhereaboutsOf, WhereaboutsPage } from './pages/whereabouts-page.tsx';
import type { Place } from './state/place.ts';

export const PlacePage = ({ place }: { readonly place: Place }) => {
  switch (place.kind) {
    case 'today':
      return <TodayPage />;
    case 'calls':
      return <CallsPage />;
    case 'lend':
      return <LendPage place={place} />;
    case 'return':
      return <ReturnPage place={place} />;
    case 'whereabouts':
      return <WhereaboutsPage />;
    case 'lost':
    case 'found':
      return <WhereaboutsOf key={place.kind} place={{ ...place, kind: place.kind }} />;
    case 'exchange':
      return <ExchangePage place={place} />;
    case 'swap':
      return <SwapPage place={place} />;
    case 'connect':
      return <ConnectPage place={{ ...place, kind: place.kind }} />;
    case 'device':
      return <DevicePage place={{ ...place, kind: place.kind }} />;
    case 'slip':
      return <SlipPage serial={place.device} />;
    case 'done':
      return <DonePage key={place.action} id={place.action} />;
    case 'history':
      return <HistoryPage />;
    case 'poster':
      return <PosterPage />;
    case 'help':
      return <HelpPage topic={place.topic} />;
  }
};
