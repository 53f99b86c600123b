/** Tag code: what the QR code on a pedometer's sticker and on a participant's card says, and what a person types instead (docs/wire.md §6). */
import { deviceSerialSchema, participantIdSchema, type DeviceSerial, type ParticipantId } from './ids.ts';

const devicePrefix = 'AYMD.';
const participantPrefix = 'AYMP.';

/** `AYMD.AYM-000123` */
export const deviceTag = (serial: DeviceSerial): string => devicePrefix + serial;
/** `AYMP.P-0001` */
export const participantTag = (participant: ParticipantId): string => participantPrefix + participant;

export type TagText =
  | { readonly kind: 'device'; readonly device: DeviceSerial }
  | { readonly kind: 'participant'; readonly participant: ParticipantId }
  /** Not a code of ours: a number read off a sticker or card, in half width. */
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'empty' };

/** Reads what a scanner or a person typed; a Japanese input method types in full width. */
export const readTag = (typed: string): TagText => {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { kind: 'empty' };
  const device = deviceSerialSchema.safeParse(afterPrefix(text, devicePrefix));
  if (device.success) return { kind: 'device', device: device.data };
  const participant = participantIdSchema.safeParse(afterPrefix(text, participantPrefix));
  if (participant.success) return { kind: 'participant', participant: participant.data };
  return { kind: 'typed', text };
};

const afterPrefix = (text: string, prefix: string): string | undefined =>
  text.toUpperCase().startsWith(prefix) ? text.slice(prefix.length) : undefined;
