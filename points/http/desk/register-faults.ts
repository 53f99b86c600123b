/** Register faults: why a group or a code cannot be registered, changed or found, in words for a clerk. */
import type { OrderRefusal } from '../../codes/codes.ts';
import { DeskFault } from '../../../contract/desk-fault.ts';
import type { GroupRefusal } from '../../groups/group.ts';

const fault = (status: 400 | 404 | 409, code: string, ja: string, en: string): DeskFault =>
  new DeskFault(status, code, { ja: `${ja}何も変えていません。`, en: `${en} Nothing was changed.` });

export const registerFaults = {
  unknownCode: fault(404, 'unknown-code', 'そのコードはありません。', 'There is no such code.'),
  alreadyRevoked: fault(
    409,
    'already-revoked',
    'そのコードは、もう無効にしてあります。',
    'The code is revoked already.',
  ),
  noCodes: fault(
    409,
    'no-codes',
    'この取組には、その種類のコードは使えません。',
    'This activity is not shown by codes of that kind.',
  ),
  notForGroups: fault(
    409,
    'not-on-menu',
    '団体で行う取組ではありません。',
    'This is not an activity of registered groups.',
  ),
} as const;

const groupFaults: Readonly<Record<GroupRefusal, DeskFault>> = {
  'unknown-group': fault(404, 'unknown-group', 'その団体は登録されていません。', 'There is no such group.'),
  'group-exists': fault(409, 'group-exists', '同じ名前の団体があります。', 'A group of this name is open already.'),
  'name-missing': fault(400, 'not-understood', '団体の名前がありません。', 'The name of the group is missing.'),
  'actor-missing': fault(400, 'actor-missing', '担当者の名前がありません。', 'The name of the clerk is missing.'),
  'reason-missing': fault(400, 'reason-missing', '理由がありません。', 'The reason is missing.'),
  'already-closed': fault(409, 'already-closed', 'その団体は、もう終わっています。', 'The group is closed already.'),
  'not-closed': fault(409, 'not-closed', 'その団体は終わっていません。', 'The group is not closed.'),
  'closed-before-opened': fault(
    409,
    'closed-before-opened',
    '終わりの日が、始まりの日より前です。',
    'It would close before it opened.',
  ),
};
export const groupFault = (reason: GroupRefusal): DeskFault => groupFaults[reason];

const orderFaults: Readonly<Record<OrderRefusal, DeskFault>> = {
  'no-actor': groupFaults['actor-missing'],
  'bad-count': fault(400, 'not-understood', '枚数がちがいます。', 'The number of slips is not possible.'),
  'ends-before-it-begins': fault(400, 'not-understood', '終わりの日が先です。', 'It would end before it begins.'),
  'already-over': fault(409, 'already-over', '終わりの日が、もう過ぎています。', 'Its last date is over already.'),
  'too-long': fault(409, 'too-long', '使える期間が長すぎます。', 'It would be valid for too long.'),
};
export const orderFault = (reason: OrderRefusal): DeskFault => orderFaults[reason];
