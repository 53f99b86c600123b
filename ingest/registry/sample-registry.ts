/** Sample registry: one centre with people and pedometers, in memory, for the tests of the registry. */
import { centreIdSchema, gatewayIdSchema, type DeviceSerial, type GatewayId } from '../../contract/ids.ts';
import { openDatabase } from '../../runtime/database.ts';
import { importCentres, importDevices, importParticipants } from './registry-import.ts';
import type { RegistryFact } from './registry-rows.ts';
import { handOverSchema } from './hand-over-schema.ts';
import { birthDateSchema, gatewayAddedSchema, registrySchema } from './registry-schema.ts';
import { Registry } from './registry.ts';

export const sampleNowMs = Date.parse('2026-11-21T03:00:00Z');
export const keyHex = (of: number): string => of.toString(16).padStart(2, '0').repeat(32);

/** A registry, the facts it told, and by whom its pedometers have been read. */
export const emptyRegistry = () => {
  const facts: RegistryFact[] = [];
  const readers = new Map<DeviceSerial, readonly GatewayId[]>();
  const database = openDatabase(':memory:', [registrySchema + birthDateSchema + handOverSchema + gatewayAddedSchema]);
  const registry = new Registry({
    database,
    zone: 'Asia/Tokyo',
    nowMs: () => sampleNowMs,
    confirmedOf: () => 0,
    readersOf: (device) => readers.get(device) ?? [],
    onFact: (fact) => facts.push(fact),
  });
  return { registry, facts, database, readers };
};

/** Centre `c-1` with two gateways, participants P-1 … P-3, pedometers A-1 … A-3; the facts of making them are forgotten. */
export const sampleRegistry = () => {
  const sample = emptyRegistry();
  const numbers = [1, 2, 3];
  importCentres(sample.registry, 'centre,name\nc-1,中央公民館\n');
  const people = numbers.map((n) => `P-${n},歩 ${n}郎,${1940 + n},c-1`);
  importParticipants(sample.registry, ['participant,name,birthYear,centre', ...people].join('\n'), sampleNowMs);
  const devices = numbers.map((n) => `A-${n},${keyHex(n)},steplog-1,${n},1440,3600,c-1`);
  importDevices(sample.registry, ['serial,key,model,label,capacity,bucketSeconds,centre', ...devices].join('\n'));
  for (const id of ['gw-north', 'gw-south'])
    sample.registry.addGateway(gatewayIdSchema.parse(id), centreIdSchema.parse('c-1'));
  sample.facts.splice(0);
  return sample;
};
