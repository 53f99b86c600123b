/** Kiosk words in English: the same things, as plainly. */
import type { DeviceStatus } from '../../../contract/roster.ts';
import { formatsOf } from '../../shared/formats.ts';
import type { KioskWords } from './kiosk-ja.ts';

const figure = new Intl.NumberFormat('en-GB');
const formats = formatsOf('en-GB', 'UTC');
const count = (value: number, one: string, many: string): string =>
  `${figure.format(value).replace('-', '−')} ${value === 1 ? one : many}`;

const askStaff = 'Please ask the staff';
const stillThere = 'Your steps are safe in the pedometer';

const foundWith: Readonly<Record<DeviceStatus, string>> = {
  'in-stock': 'This pedometer is not lent to anybody now',
  'on-loan': 'We do not know yet who has it. Your steps are kept',
  returned: 'This pedometer has been given back',
  lost: 'We were looking for this pedometer. Thank you',
  repair: 'This pedometer is waiting to be mended',
  retired: 'This pedometer is no longer used',
};

export const kioskEn: KioskWords = {
  locale: 'en-GB',
  product: 'Ayumi reception',
  date: (date) => formats.date(date),
  switchLanguage: '日本語',
  pause: '. ',

  idle: {
    title: 'Put your pedometer here',
    hint: 'Your steps arrive by themselves',
    drawing: 'Drawing of a pedometer being put on the tray',
    came: (people) => (people === 0 ? 'The day is just beginning' : `${count(people, 'person', 'people')} came today`),
    pointsLater: 'Points will follow later',
  },
  starting: 'Getting ready',
  lost: { title: 'Reconnecting', safe: stillThere },
  deaf: { title: 'Pedometers cannot be read now', next: askStaff },

  who: {
    number: (label) => `No. ${label}`,
    nickname: (nickname) => nickname,
    unknown: 'This pedometer',
  },
  noticed: { answer: 'Found you', hint: 'Please wait a moment' },
  reading: { answer: 'Reading', hint: 'Please wait a moment', progress: (percent) => `${percent}% read` },
  received: {
    answer: (days) => (days === 0 ? 'Received' : `${count(days, 'day', 'days')} received`),
    short: (days) => (days === 0 ? 'Received' : count(days, 'day', 'days')),
    first: 'Your first record. Welcome',
  },
  already: { answer: 'Already received today', short: 'Received' },
  facts: {
    yesterday: (steps) => `Yesterday ${count(steps, 'step', 'steps')}`,
    month: (points) => `This month ${count(points, 'point', 'points')}`,
    following: 'Points will follow later',
    never: 'We will tell you your points next time',
    batteryWell: 'The battery is fine',
    batteryLow: `The battery is running low. ${askStaff}`,
  },
  troubles: {
    memory: `Some of the oldest days were lost. ${askStaff}`,
    power: `The battery was out for a while. ${askStaff}`,
    clock: 'We will check the dates later. Your steps are kept',
  },
  notOnLoan: {
    because: (status) => (status === null ? 'This pedometer is new here. Your steps are kept' : foundWith[status]),
  },
  again: {
    answer: 'Please put it down again',
    short: 'Once more',
    partial: 'Part of it has arrived',
    none: stillThere,
  },
  staff: {
    answer: askStaff,
    short: 'Ask staff',
    because: {
      link: `It does not connect well. ${stillThere}`,
      full: `We cannot take it now. ${stillThere}`,
      pedometer: 'Please let them look at the pedometer',
    },
  },

  controls: {
    title: 'Buttons',
    people: 'People who are here now',
    results: 'What arrived',
    showAgain: 'See again',
    showAgainHint: 'These are today’s results. Press the one you want to see',
    nothingYet: 'Nothing yet',
    print: 'Print',
    close: 'Close',
    furigana: 'Furigana',
    textSize: (percent) => `Text ${percent}%`,
    mute: 'Sound off',
    unmute: 'Sound on',
    sound: 'Sound and voice',
    touchFirst: 'Touch the screen once to turn the sound on',
  },
  sound: {
    volume: (level, most) => `Volume ${level} of ${most}`,
    quieter: 'Quieter',
    louder: 'Louder',
    try: 'Try the sounds',
    tones: {
      received: 'Received',
      already: 'Already received',
      again: 'Once more',
      staff: 'Ask the staff',
    },
    voice: 'Read aloud as well',
    noVoice: 'This screen has no voice. Sounds will tell you',
  },
};
