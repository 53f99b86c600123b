/** English: the same things, said as plainly. */
import type { DateFinding } from '../view/date-finding.ts';
import type { LossOutlook } from '../view/headline.ts';
import type { Words } from './words.ts';

const figure = new Intl.NumberFormat('en-GB');
const n = (value: number): string => figure.format(value);
const many = (value: number, one: string, more = `${one}s`): string => `${n(value)} ${value === 1 ? one : more}`;
const people = (value: number): string => many(value, 'person', 'people');
const whose = (value: number): string => (value === 1 ? "1 person's data" : `${n(value)} people's data`);

const loss = (outlook: LossOutlook): readonly string[] => {
  switch (outlook.kind) {
    case 'unknown':
      return [];
    case 'none':
      return [`no data will be lost within ${many(outlook.days, 'day')}`];
    case 'soon':
      return [`${whose(outlook.people)} will be lost in ${many(outlook.days, 'day')}`];
    case 'begun':
      return [`${whose(outlook.people)} is being lost now`];
  }
};

const changeOf = (change: number): string => {
  if (change === 0) return 'the same as in the 7 days before';
  return `${n(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than in the 7 days before`;
};

export const en: Words = {
  locale: 'en-GB',
  product: 'Ayumi',
  productReading: 'steps',
  skipToTable: 'To the table of participants',
  switchLanguage: '日本語',
  figure: n,
  stepsOf: (steps) => many(steps, 'step'),
  sum: (value) => (value > 0 ? `+${n(value)}` : n(value)),

  headline: (headline) => {
    if (headline.kind === 'nobody-enrolled') return ['No participants have been registered yet'];
    const came = headline.cameToday === 0 ? 'Nobody has come yet today' : `${people(headline.cameToday)} came today`;
    return [came, ...loss(headline.loss)];
  },
  clauseMark: ' · ',

  connection: {
    connecting: 'Connecting …',
    live: 'Connected',
    lost: 'Not connected',
    lostTitle: 'The connection to the server is lost',
    lostSafe: 'Steps are kept in the pedometers and the gateways; none are lost.',
    lostRetry: (lastHeard) =>
      lastHeard === null
        ? 'This page keeps trying by itself. Please leave it open.'
        : `This page keeps trying by itself. What you see is how things were at ${lastHeard}.`,
    waitingTitle: 'Connecting to the server',
    waitingText: 'This usually takes a few seconds.',
    newerTitle: 'This page is out of date',
    newerText: 'The server is newer than this page. Please load the page again.',
  },
  clock: {
    faster: (speed) => `${n(speed)} times as fast as life`,
    fasterHint: 'The clock of a demonstration, not the real time.',
  },

  figures: {
    title: 'Figures now',
    cameToday: 'Came today',
    lossNear: 'Data lost soon',
    withinDays: (days) => `within ${many(days, 'day')}`,
    batteryLow: 'Battery low',
    gatewaysTroubled: 'Need looking after',
    quarantined: 'In quarantine',
    percentAtMost: (percent) => `${n(percent)}% or less`,
    ofGateways: (gateways) => `of ${n(gateways)}`,
    checkedByPerson: 'a person looks at them',
    pointsToday: 'Points today',
    pointsSoFar: (points) => `${n(points)} so far`,
    ofEnrolled: (enrolled) => `of ${n(enrolled)}`,
    people: 'people',
    gateways: 'gateways',
    pages: 'pages',
  },

  visits: {
    title: (label, moment) => `Number ${label} came at ${moment}`,
    emptyTitle: 'Nobody has come yet',
    empty: 'A pedometer near a gateway shows up here. Nobody has to press anything.',
    pedometer: (label) => `No. ${label}`,
    notOnLoan: 'a pedometer not on loan',
    days: (days) => (days === 0 ? 'no new days' : `${many(days, 'day')} received`),
    steps: (steps) => `${steps > 0 ? '+' : ''}${many(steps, 'step')}`,
    battery: (percent) => `battery ${n(percent)}%`,
    batteryLow: (percent) => `battery low, ${n(percent)}%`,
    quarantined: (pages) => `${n(pages)} in quarantine`,
    announceOne: (label, days) => `Number ${label}: ${many(days, 'day')} received`,
    announceMany: (visits, label) => `${many(visits, 'visit')} received. The latest is number ${label}`,
  },

  centres: {
    title: (gateways, troubled) => {
      if (gateways === 0) return 'No centres yet';
      if (troubled === 0) return 'All gateways are working';
      return troubled === 1 ? '1 gateway needs looking after' : `${n(troubled)} gateways need looking after`;
    },
    empty: 'Once centres and gateways are registered, their state shows here.',
    noGateway: 'This centre has no gateway yet.',
    state: { online: 'Working', offline: 'Not reachable', unknown: 'Not heard from yet' },
    since: (moment) => `since ${moment}`,
    trouble: {
      offline: 'Steps are kept in the pedometers and the gateway. Check its power and line.',
      full: 'The outbox is full. Pedometers keep their data and wait. Check the line.',
      parked: 'Some batches could not be sent and are set aside. Tell the administrator.',
      clock: 'Its clock is not right. The server works out the dates. Check the line.',
      silent: 'It has heard no pedometer for a while. Check the antenna.',
    },
    outbox: 'Outbox',
    parked: 'Set aside',
    clock: 'Clock',
    clockTrusted: 'right',
    clockDoubted: 'not right',
    lastVisit: 'Last read',
    count: (count) => n(count),
    full: 'full',
    none: 'none',
  },

  participants: {
    title: (lossNear, enrolled) => {
      if (enrolled === 0) return 'No participants yet';
      if (lossNear === 0) return 'Nobody needs a call today';
      return lossNear === 1 ? 'Please call this person first' : `Please call these ${n(lossNear)} people first`;
    },
    caption: 'Whose data is lost first stands first',
    empty: 'Participants are listed here once you have taken these steps.',
    firstSteps: ['Register the centres and their gateways', 'Register the participants', 'Lend out the pedometers'],
    noneChosen: 'Nobody matches this.',
    showAll: 'Show everybody',
    search: 'Number or centre',
    group: {
      everybody: 'Everybody',
      'loss-near': 'Lost soon',
      'battery-low': 'Battery low',
      'never-came': 'Never came',
    },
    groups: 'People in the table',
    column: {
      participant: 'Participant',
      label: 'Sticker',
      centre: 'Centre',
      since: 'Last visit',
      loss: 'Lost in',
      battery: 'Battery',
      yesterday: 'Steps yesterday',
      points: 'Points',
    },
    weeks: '4 weeks',
    sortBy: (column) => `Sort by ${column.toLowerCase()}`,
    pedometer: (label) => `No. ${label}`,
    noPedometer: 'none',
    noCentre: 'none',
    daysAgo: (days) => (days === 0 ? 'today' : days === 1 ? 'yesterday' : `${n(days)} days ago`),
    never: 'never',
    loss: (level, days) => {
      switch (level) {
        case 'begun':
          return 'being lost now';
        case 'soon':
        case 'later':
          return many(days ?? 0, 'day');
        case 'never-came':
          return 'never came';
        case 'no-pedometer':
          return 'no pedometer';
      }
    },
    battery: (percent) => `${n(percent)}%`,
    batteryLow: (percent) => `low, ${n(percent)}%`,
    batteryUnknown: 'unknown',
    notArrived: 'not in',
    sparkText: (summary) =>
      summary.arrived === 0
        ? 'no days received'
        : `${n(summary.arrived)} of 28 days received; finished days average ${summary.meanSteps === null ? 'unknown' : many(summary.meanSteps, 'step')}`,
    shown: (shown, all) => `${n(shown)} of ${people(all)} shown`,
    more: (count) => `Show ${n(count)} more`,
    openPerson: (participant) => `Steps by day of ${participant}`,
  },

  person: {
    close: 'Close',
    finding: (summary, bestDate) => {
      if (summary.arrived === 0) return 'No steps have been received in these four weeks';
      if (summary.best === null || summary.meanSteps === null) {
        return `${many(summary.arrived, 'day')} received; none is finished yet`;
      }
      return `${many(summary.meanSteps, 'step')} a day on average; most on ${bestDate} with ${n(summary.best.steps)}`;
    },
    arrived: (summary) => `${n(summary.arrived)} of 28 days received, ${n(summary.missing)} not in yet.`,
    tiers: (tiers) => `The lines across are the steps from which a day earns more points (${tiers.map(n).join(' · ')})`,
    untilLoss: 'Data lost in',
    stepsAxis: 'Steps',
    state: { finished: 'final', open: 'open', held: 'held', missing: 'not in' },
    stateMeaning: {
      finished: 'final day',
      open: 'open day (will still grow)',
      held: 'held day (a person looks at it)',
      missing: 'day not in yet',
    },
    corrected: 'corrected',
    points: 'Points',
    tier: (tier) => `${n(tier)} or more`,
    belowTiers: '–',
  },

  dates: {
    title: (finding: DateFinding, date) => {
      switch (finding.kind) {
        case 'nothing-finished':
          return 'No day is finished yet';
        case 'one-date':
          return `On ${date}, ${people(finding.people)} walked ${many(finding.meanSteps, 'step')} each on average`;
        case 'two-weeks':
          return `In the last 7 days people walked ${many(finding.meanSteps, 'step')} a day, ${changeOf(finding.change)}`;
      }
    },
    note: 'Averages are taken over finished days only. Recent days still grow as more people come.',
    empty: "Once steps have come in, everybody's daily totals show here.",
    stepsAxis: "Everybody's steps",
    peopleAxis: 'People',
    text: (days, steps) =>
      `Bars for ${many(days, 'day')}. The most on one day is ${many(steps, 'step')} by everybody together. The figures are in the table below.`,
    peopleOf: (count) => people(count),
  },

  chartMissing: 'The chart could not be loaded. Its figures are in the table below.',

  table: {
    open: 'As a table',
    date: 'Date',
    steps: 'Steps',
    people: 'People',
    finished: 'Final',
    unfinished: 'Open',
    held: 'Held',
    state: 'State',
    tier: 'Tier reached',
  },
};
