/** Forger: somebody with a stolen gateway certificate, who has listened in and sends what may pass for more steps. */
import { withDigest } from '../../../contract/batch-digest.ts';
import { batchSchema, type Batch } from '../../../contract/batch.ts';
import type { GatewayId } from '../../../contract/ids.ts';
import { decodePage, signPage } from '../../../contract/page.ts';
import { hmacSha256 } from '../../../runtime/hmac.ts';
import type { Random } from '../../../runtime/random.ts';
import { sha256 } from '../../../runtime/sha256.ts';
import type { Forgery } from './plan.ts';

const manySteps = 9_999;

/** The bytes to publish in the name of `gateway`, made from a batch that was overheard. */
export const forge = (forgery: Forgery, overheard: Uint8Array, gateway: GatewayId, random: Random): Uint8Array => {
  if (forgery === 'garbage') return Uint8Array.from({ length: random.int(0, 200) }, () => random.int(0, 255));
  if (forgery === 'huge') return new Uint8Array(70 * 1024).fill(0x20);
  if (forgery === 'same-bytes' || forgery === 'other-gateway') return overheard;
  const batch = batchSchema.parse(JSON.parse(new TextDecoder().decode(overheard)));
  const renumbered = { ...batch, gateway, seq: batch.seq + 1_000_000 + random.int(0, 1_000_000) };
  return bytesOf(forgery === 'other-number' ? renumbered : withPages(renumbered, forgery, random));
};

const withPages = (batch: Batch, forgery: Forgery, random: Random): Batch => ({
  ...batch,
  visits: batch.visits.map((visit) => ({
    ...visit,
    ...(forgery === 'other-device' ? { device: otherDevice(visit.device) } : {}),
    ...(visit.pages === undefined
      ? {}
      : { pages: visit.pages.map((page) => forgedPage(page, visit, forgery, random)) }),
  })),
});

const forgedPage = (text: string, { device }: Batch['visits'][number], forgery: Forgery, random: Random): string => {
  const bytes = Uint8Array.fromBase64(text);
  const page = decodePage(bytes);
  if (page.kind !== 'decoded') return text;
  if (forgery === 'changed-steps') {
    bytes[15] = random.int(0, 255);
    bytes[16] = 0x27;
    return bytes.toBase64();
  }
  const key = Uint8Array.from({ length: 32 }, () => random.int(0, 255));
  const steps = new Uint16Array(page.value.steps.length).fill(manySteps);
  const epoch = forgery === 'other-epoch' ? page.value.epoch + 1 : page.value.epoch;
  if (forgery === 'other-device') return text;
  return signPage({ ...page.value, steps, epoch, lastOpen: false }, key, device, hmacSha256).toBase64();
};

const otherDevice = (device: Batch['visits'][number]['device']): Batch['visits'][number]['device'] =>
  (device === 'AYM-000001' ? 'AYM-000002' : 'AYM-000001') as Batch['visits'][number]['device'];

/** As a gateway would send it: whoever forges can make a digest too. */
const bytesOf = (batch: Batch): Uint8Array => withDigest(JSON.stringify({ ...batch, ext: undefined }), sha256);
