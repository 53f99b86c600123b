/** Config commands: print the schema of a service's config for editors, and say all that is wrong with a config before it is used. */
import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { OperatorError } from '../runtime/fault.ts';
import { foundCode } from './exit-codes.ts';
import { configKinds, configSchemas, readConfigOf, type ConfigKind } from './service-config.ts';

const titles: Readonly<Record<ConfigKind, string>> = {
  cloud: '歩み クラウドの設定 (Ayumi cloud config)',
  gateway: '歩み 読み取り機の設定 (Ayumi gateway config)',
  points: '歩み ポイントサービスの設定 (Ayumi point service config)',
  sim: '歩み 模擬の町の設定 (Ayumi simulated town config)',
};

export const addConfigCommands = (program: Command): void => {
  const config = program.command('config').description('設定ファイルを調べる (look at config files)');
  config
    .command('schema')
    .description('設定ファイルの書式を JSON Schema で出す (print the JSON Schema of a config file, for editors)')
    .addArgument(kind())
    .action((which: ConfigKind) => console.log(JSON.stringify(configJsonSchema(which), null, 2)));
  config
    .command('check')
    .description('設定ファイルを調べ、誤りをすべて示す (check a config file; every problem is told)')
    .addArgument(kind())
    .argument('<file>', '設定ファイル (config file, YAML)')
    .action(check);
};

const kind = (): Argument =>
  new Argument('<service>', 'どのサービスの設定か (whose config it is)').choices(configKinds);

/** As it may be written: what has a default may be left out. */
export const configJsonSchema = (which: ConfigKind): Readonly<Record<string, unknown>> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: titles[which],
  ...z.toJSONSchema(configSchemas[which], { io: 'input', unrepresentable: 'any' }),
});

const check = (which: ConfigKind, file: string): void => {
  try {
    readConfigOf(which, file, configSchemas[which]);
  } catch (error) {
    if (!(error instanceof OperatorError) || !mistakes.has(error.code)) throw error;
    console.error(`${error.message}\n→ ${error.hint}`);
    process.exitCode = foundCode;
    return;
  }
  console.log(`${file}: 誤りはありません (nothing is wrong with it)`);
};

/** What is wrong with a file that could be read. */
const mistakes = new Set(['config-syntax', 'config-invalid', 'config-of-another']);
