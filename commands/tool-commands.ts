/** Tool commands: import the registry, add a gateway, look at quarantine, explain a day, replay the journal. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { centreIdSchema, gatewayIdSchema, type ParticipantId, type PlainDateText } from '../contract/ids.ts';
import { dayExplanationText, explainDay } from '../ingest/explain-day.ts';
import { changedTotals, replayJournal } from '../ingest/replay-journal.ts';
import { explainText } from '../points/explain/explain-text.ts';
import { systemClock } from '../runtime/clock.ts';
import { OperatorError, messageOf } from '../runtime/fault.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { addPointsCommands } from './points-commands.ts';
import { addQuarantineCommand } from './quarantine-command.ts';
import { addLedgerCommands } from './ledger-commands.ts';
import { addImportsCommand } from './imports-command.ts';
import { importTables, type ImportFiles } from './import-tables.ts';
import { openPoints, openStore, type StorePlace } from './open-store.ts';
import { restBesideCloud } from './rest-beside-cloud.ts';
import { SecretFile } from './secret-file.ts';
import { withPlace } from './data-place.ts';
import { dateArgument, participantArgument } from './option-values.ts';
import { foundCode } from './exit-codes.ts';

interface ExplainOptions extends StorePlace {
  readonly rules?: string;
  readonly en?: true;
}

export const addToolCommands = (program: Command): void => {
  const tool = (name: string, description: string): Command =>
    withPlace(program.command(name).description(description));
  tool('import', '名簿をCSVから読み込む (import centres, participants, devices and loans from CSV)')
    .option('--centres <file>', '拠点のCSV (centres: centre,name)')
    .option('--participants <file>', '参加者のCSV (participants: participant,name,birthYear,centre; birthDate too)')
    .option('--devices <file>', '歩数計のCSV (pedometers: serial,key,model,label,capacity,bucketSeconds,centre)')
    .option('--loans <file>', '貸出のCSV (loans: device,participant,from,to)')
    .action((options: StorePlace & ImportFiles) => importFiles(options));
  tool('add-gateway', 'ゲートウェイを登録し、合言葉を一度だけ示す (register a gateway; its secret is shown once)')
    .argument('<gateway>', 'ゲートウェイの記号 (id of the gateway)')
    .argument('<centre>', 'その拠点の記号 (id of its centre)')
    .option(
      '--secret-file <file>',
      '合言葉を示すかわりに、ここに書く (write the secret here, 0600, instead of showing it)',
    )
    .action((gateway: string, centre: string, options: StorePlace & { readonly secretFile?: string }) =>
      addGateway(gateway, centre, options),
    );
  tool('explain', 'その日の歩数とポイントの理由を示す (why a day has the steps and points it has)')
    .argument('<participant>', '参加者の番号 (participant number)', participantArgument)
    .argument('<date>', '日付 (YYYY-MM-DD)', dateArgument)
    .option('--rules <file>', '規則ファイル (programme file)')
    .option('--en', '英語で (English instead of Japanese)')
    .action((participant: ParticipantId, date: PlainDateText, options: ExplainOptions) =>
      explain(participant, date, options),
    );
  tool(
    'replay-journal',
    '受付簿からすべてを作り直し、違いを示す (make everything again from the journal; print the difference)',
  ).action((options: StorePlace) => replay(options));
  addQuarantineCommand(program, withPlace);
  addImportsCommand(program, withPlace);
  addLedgerCommands(program, withPlace);
  addPointsCommands(program, withPlace);
};

const importFiles = async (options: StorePlace & ImportFiles): Promise<void> => {
  const { centres, participants, devices, loans } = options;
  const files = [centres, participants, devices, loans].filter((file) => file !== undefined);
  if (files.length === 0)
    throw new OperatorError(
      'no-file',
      '読み込むファイルがありません (no file to import was named)',
      '--centres・--participants・--devices・--loans の どれかを示してください (Name at least one of these).',
    );
  // Before a folder is made for what cannot be read.
  for (const file of files) readFile(file);
  using store = openStore(options, { make: true });
  const rest = restBesideCloud(options.data, systemClock);
  const report = await importTables(store.registry, options, { read: readFile, clock: systemClock, rest });
  for (const line of report.lines) console.log(line);
  if (!report.complete) process.exitCode = foundCode;
};

const readFile = (path: string): Uint8Array => {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError('file-unreadable', `Cannot read ${path}: ${messageOf(cause)}`, 'Check the path.', {
      cause,
    });
  }
};

const addGateway = (gateway: string, centre: string, options: StorePlace & { readonly secretFile?: string }): void => {
  const ids = { gateway: gatewayIdSchema.safeParse(gateway), centre: centreIdSchema.safeParse(centre) };
  if (!ids.gateway.success || !ids.centre.success) {
    throw new OperatorError('bad-id', 'Ids have letters, digits, - and _ only, at most 64', 'Choose another id.');
  }
  using store = openStore(options);
  // First, so that nothing is registered whose secret nobody has.
  using file = options.secretFile === undefined ? undefined : SecretFile.reserve(options.secretFile);
  const added = store.registry.addGateway(ids.gateway.data, ids.centre.data);
  if (added.kind === 'refused') {
    const [sentence, hint] = refusedGateway[added.fault];
    throw new OperatorError(added.fault, sentence(gateway, centre), hint);
  }
  if (file === undefined) console.log(added.secret);
  else file.write(`${added.secret}\n`);
};

const refusedGateway = {
  'unknown-centre': [
    (_gateway: string, centre: string) => `拠点 ${centre} は ありません (there is no centre ${centre})`,
    '先に拠点を import してください (Import the centre first).',
  ],
  'gateway-exists': [
    (gateway: string) => `${gateway} は もう登録してあります (is registered already)`,
    '新しい合言葉は、窓口の画面で作れます (A new secret is made at the desk).',
  ],
} as const;

const explain = async (participant: ParticipantId, date: PlainDateText, options: ExplainOptions): Promise<void> => {
  using store = openStore(options);
  await using points = await openPoints(options, options.rules);
  if (store.registry.participant(participant) === undefined) {
    throw new OperatorError(
      'unknown-participant',
      `There is no participant ${participant}`,
      'Check the number on the card.',
    );
  }
  console.log(dayExplanationText(explainDay(store, participant, date), options.zone));
  console.log(`\n${explainText(points.explain(participant, date), options.en === true ? 'en' : 'ja')}`);
};

const replay = (options: StorePlace): void => {
  using store = openStore(options);
  const report = replayJournal(store.database, { days: store.days, hmac: hmacSha256 });
  console.log(
    `受付 ${report.facts} 件 (うち操作 ${report.actions} 件) から ${report.totals} 日分を作り直しました (${report.facts} facts, ${report.actions} of them actions, ${report.totals} day totals)`,
  );
  if (report.differences.length === 0) {
    console.log('違いはありません (no difference)');
    return;
  }
  for (const { key, steps } of changedTotals(report)) console.log(`  ${key}: ${steps}`);
  console.log(`違い ${report.differences.length} 行 (${report.differences.length} rows differ)`);
  process.exitCode = foundCode;
};
