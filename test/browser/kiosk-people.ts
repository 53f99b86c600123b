/** Kiosk people: who is at the tray in tests: every step a gateway can show, and four people at once. */
import type { KioskStep } from '../../contract/kiosk.ts';
import { kioskCardWith, kioskResultWith } from '../../dashboards/fixture/kiosk-with.ts';

const nowMs = Date.parse('2026-11-21T05:12:01.000Z');
export const secondsAgo = (seconds: number): string => new Date(nowMs - seconds * 1000).toISOString();
export const received: KioskStep = { kind: 'received', isFirst: false, result: kioskResultWith() };
export const following = kioskResultWith({ points: 'following', monthPoints: null });
export const poor = kioskResultWith({ troubles: ['memory', 'power', 'clock'], battery: 'low' });

/** Every step a gateway can show, with its headline in both languages. */
export const steps: readonly (readonly [KioskStep, string, string])[] = [
  [{ kind: 'noticed' }, '見つけました', 'Found you'],
  [{ kind: 'reading', done: 3, asked: 8 }, '読んでいます', 'Reading'],
  [received, '7日分 届きました', '7 days received'],
  [{ kind: 'received', isFirst: true, result: following }, '7日分 届きました', '7 days received'],
  [{ kind: 'received', isFirst: false, result: poor }, '7日分 届きました', '7 days received'],
  [{ kind: 'already', result: kioskResultWith() }, 'きょうは もう 届いています', 'Already received today'],
  [{ kind: 'already', result: null }, 'きょうは もう 届いています', 'Already received today'],
  [{ kind: 'not-on-loan', status: null }, '窓口の人に 声をかけてください', 'Please ask the staff'],
  [{ kind: 'not-on-loan', status: 'lost' }, '窓口の人に 声をかけてください', 'Please ask the staff'],
  [{ kind: 'again', isPartial: true }, 'もう一度 おいてください', 'Please put it down again'],
  [{ kind: 'staff', because: 'link' }, '窓口の人に 声をかけてください', 'Please ask the staff'],
  [{ kind: 'staff', because: 'full' }, '窓口の人に 声をかけてください', 'Please ask the staff'],
  [{ kind: 'staff', because: 'pedometer' }, '窓口の人に 声をかけてください', 'Please ask the staff'],
];
export const several = [
  kioskCardWith({ id: 'a', label: '7', at: secondsAgo(6), step: { kind: 'already', result: null } }),
  kioskCardWith({ id: 'b', label: '31', at: secondsAgo(4), step: { kind: 'staff', because: 'full' } }),
  kioskCardWith({ id: 'c', label: '12', at: secondsAgo(2) }),
  kioskCardWith({ id: 'd', label: '25', at: secondsAgo(1), step: { kind: 'reading', done: 5, asked: 8 } }),
];
