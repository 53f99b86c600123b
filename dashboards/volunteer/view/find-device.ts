/** Find device: which pedometer somebody means by what they scanned or typed. */
import { readTag } from '../../../contract/tag-code.ts';
import type { VolunteerDevice } from '../../../contract/volunteer.ts';

export type FoundDevice =
  | { readonly kind: 'found'; readonly device: VolunteerDevice }
  | { readonly kind: 'several'; readonly devices: readonly VolunteerDevice[] }
  | { readonly kind: 'none'; readonly text: string }
  /** A participant's card was held where a pedometer's sticker was asked for. */
  | { readonly kind: 'card' }
  | { readonly kind: 'empty' };

export const findDevice = (typed: string, devices: readonly VolunteerDevice[]): FoundDevice => {
  const tag = readTag(typed);
  switch (tag.kind) {
    case 'empty':
      return { kind: 'empty' };
    case 'participant':
      return { kind: 'card' };
    case 'device':
      return foundAmong(
        devices.filter(({ serial }) => serial === tag.device),
        tag.device,
      );
    case 'typed':
      return foundAmong(matching(tag.text, devices), tag.text);
  }
};

const foundAmong = (devices: readonly VolunteerDevice[], text: string): FoundDevice => {
  const [first, ...others] = devices;
  if (first === undefined) return { kind: 'none', text };
  return others.length === 0 ? { kind: 'found', device: first } : { kind: 'several', devices };
};

/** The sticker as it is written; else the same number; else a serial number, or the end of one. */
const matching = (text: string, devices: readonly VolunteerDevice[]): readonly VolunteerDevice[] => {
  const plain = plainOf(text);
  const ways: readonly ((device: VolunteerDevice) => boolean)[] = [
    ({ label }) => plainOf(label) === plain,
    ({ label }) => isNumber(plain) && isNumber(plainOf(label)) && Number(plainOf(label)) === Number(plain),
    ({ serial }) => plainOf(serial) === plain,
    ({ serial }) => isNumber(plain) && plainOf(serial).endsWith(plain),
  ];
  for (const way of ways) {
    const found = devices.filter(way);
    if (found.length > 0) return found;
  }
  return [];
};

/** 「12番」, `No. 12` and `12` are one number. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/番|号|NO\.?|#|\s/g, '');
const isNumber = (text: string): boolean => /^\d+$/.test(text);
