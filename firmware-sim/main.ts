/** Main: a town without hardware as one process, for gateways that know no difference. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isoInstant, scaledClock, systemClock, type Clock } from '../runtime/clock.ts';
import { messageOf, OperatorError } from '../runtime/fault.ts';
import { lockFolder } from '../runtime/folder-lock.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import type { SimConfig } from './sim-config.ts';
import { registryTables } from './town/registry-tables.ts';
import type { Resident } from './town/resident.ts';
import { SimulatedTown } from './town/simulated-town.ts';
import { drawTownspeople } from './town/townspeople.ts';
import { walkAbout } from './town/walk-about.ts';
import type { Recording } from './walkers/recording.ts';
import { readStepsCsv } from './walkers/steps-csv.ts';

export interface SimOptions {
  readonly config: SimConfig;
  /** A line for whoever started it. */
  readonly print: (line: string) => void;
  /** Where to write `centres.csv`, `devices.csv`, `participants.csv` and `loans.csv`; nowhere when absent. */
  readonly registryFolder?: string;
}

/**
 * Runs until `signal` aborts. Started again with the same config it tells the same steps from the first date on, but has
 * forgotten what happened at visits: receipts, and batteries changed. Throws OperatorError for a steps file that cannot be
 * read, a socket that cannot be opened and sockets that another one has (`folder-in-use`).
 */
export const runSim = async ({ config, print, registryFolder }: SimOptions, signal: AbortSignal): Promise<void> => {
  const clock: Clock = config.clock === undefined ? systemClock : scaledClock(config.clock);
  const residents = await townspeopleOf(config, clock);
  makeFolder(config.sockets);
  // Its sockets would take the place of the first one's, whose gateways would hear nobody any more.
  using locks = new DisposableStack();
  locks.use(lockFolder(config.sockets, 'End the other simulation there first, or name another folder with --sockets.'));
  await using town = new SimulatedTown({ config, residents, clock });
  await town.start(signal);
  if (registryFolder !== undefined) await writeRegistry(registryFolder, config, residents);
  print(`${residents.length} people walk from ${config.firstDate} on. Gateways find their radio at:`);
  for (const gateway of config.centres.flatMap(({ gateways }) => gateways)) {
    print(`  ${gateway}  ${town.gatewaySocket(gateway)}`);
  }
  if (config.clock !== undefined && config.clock.factor !== 1) {
    print('Cloud and gateways share this time when their configs have the line:');
    print(
      `  clock: { anchorMs: ${config.clock.anchorMs}, startMs: ${config.clock.startMs}, factor: ${config.clock.factor} }`,
    );
  }
  if (registryFolder !== undefined) print(`The registry for the cloud is in ${registryFolder}.`);
  print(`It is ${localTimeText(clock, config.zone)} there; people come between 9:00 and 17:00.`);
  const onVisit = (resident: Resident, gateway: string, outcome: string): void =>
    print(`${isoInstant(clock.wallMs())} ${resident.serial} at ${gateway}: ${outcome}`);
  await walkAbout({ town, config, clock, onVisit }, signal);
};

const localTimeText = (clock: Clock, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(clock.wallMs())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

/** The people of the config, recordings read from their file. Throws OperatorError `steps-file-unreadable` or `steps-file-invalid`. */
export const townspeopleOf = async (config: SimConfig, clock: Clock): Promise<readonly Resident[]> =>
  drawTownspeople(
    config,
    clock,
    config.people.kind === 'recordings' ? await recordingsIn(config.people.file, config.zone) : [],
  );

const recordingsIn = async (file: string, zone: string): Promise<readonly Recording[]> => {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new OperatorError('steps-file-unreadable', `Cannot read ${file}: ${messageOf(cause)}`, 'Check the path.', {
      cause,
    });
  }
  const csv = readStepsCsv(bytes, { zone });
  if (csv.kind === 'recordings') return csv.recordings;
  const problems = csv.problems.map(({ line, sentence }) => `  line ${line}: ${sentence}`).join('\n');
  throw new OperatorError(
    'steps-file-invalid',
    `${file} is no steps file:\n${problems}`,
    'Mend the lines named above.',
  );
};

const writeRegistry = async (folder: string, config: SimConfig, residents: readonly Resident[]): Promise<void> => {
  makeFolder(folder);
  // Keys of made-up devices; they open nothing.
  const { centres, devices, participants, loans } = registryTables(config, residents);
  await writeFile(join(folder, 'centres.csv'), centres);
  await writeFile(join(folder, 'devices.csv'), devices);
  await writeFile(join(folder, 'participants.csv'), participants);
  await writeFile(join(folder, 'loans.csv'), loans);
};
