/** Register faults: why a question about the register cannot be answered at all, in words for a clerk. */
import { DeskFault } from '../../contract/desk-fault.ts';

const unknown = (what: string, ja: string, en: string): DeskFault =>
  new DeskFault(
    404,
    `unknown-${what}`,
    { ja: `その${ja}は登録されていません。何も変えていません。`, en: `There is no such ${en}. Nothing was changed.` },
    { ja: '番号をたしかめてください。', en: 'Check the number.' },
  );

export const registerFaults = {
  participant: unknown('participant', '番号の参加者', 'participant'),
  pedometer: unknown('device', '歩数計', 'pedometer'),
  centre: unknown('centre', '拠点', 'centre'),
  gateway: unknown('gateway', 'ゲートウェイ', 'gateway'),
  table: unknown('table', '表', 'table'),
} as const;

/** What was asked for, or the fault that there is none. */
export const known = <Value>(value: Value | undefined, what: keyof typeof registerFaults): Value => {
  if (value === undefined) throw registerFaults[what];
  return value;
};
