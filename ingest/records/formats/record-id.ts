/** Record id: a UUID that is the same whenever the same record is handed to the same recipient, so that a later file puts an earlier one right. */
import { hash } from 'node:crypto';

/** Version 5 of RFC 9562, under a name space of our own made for this. */
const nameSpace = '6c2f0b0e-3d7b-4c63-9d3a-5a1f7e8c2b41';
const nameSpaceBytes = Buffer.from(nameSpace.replaceAll('-', ''), 'hex').toString('latin1');

/** `name`: of the record, by pseudonyms only; ASCII. */
export const recordId = (name: string): string => {
  const digest = hash('sha1', Buffer.from(nameSpaceBytes + name, 'latin1'), 'hex');
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`;
};
