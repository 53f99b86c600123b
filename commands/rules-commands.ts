/** Rules commands: print the schema of programme files, check files whole, show a file's rules in words. */
import type { Command } from 'commander';
import { readProgramme } from '../points/rule/programme-file.ts';
import { programmeJsonSchema } from '../points/rule/programme-schema.ts';
import { programmeText } from '../points/rule/rule-text.ts';
import { OperatorError } from '../runtime/fault.ts';
import { foundCode, refusedCode } from './exit-codes.ts';

interface Shown {
  readonly en?: true;
}

export const addRulesCommands = (program: Command): void => {
  const rules = program.command('rules').description('事業の規則を調べる (look at the rules of programmes)');
  rules
    .command('schema')
    .description('規則ファイルの書式を JSON Schema で出す (print the JSON Schema of programme files, for editors)')
    .action(() => console.log(JSON.stringify(programmeJsonSchema(), null, 2)));
  rules
    .command('check')
    .description('規則ファイルを調べ、誤りをすべて示す (check programme files; every problem is told)')
    .argument('<file...>', '規則ファイル (programme files, YAML)')
    .option('--en', '英語で (English instead of Japanese)')
    .action((files: readonly string[], options: Shown) => checkFiles(files, options));
  rules
    .command('show')
    .description('規則を言葉で示す (show the rules in words)')
    .argument('<file>', '規則ファイル (programme file, YAML)')
    .option('--en', '英語で (English instead of Japanese)')
    .action((file: string, options: Shown) => show(file, options));
};

/** What is wrong with a file that could be read. */
const mistakes = new Set(['config-syntax', 'config-invalid']);

/** All files are looked at, whatever is wrong with those before. */
const checkFiles = (files: readonly string[], options: Shown): void => {
  for (const file of files) {
    try {
      show(file, options);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      console.error(`${error.message}\n→ ${error.hint}`);
      // A mistake was found; or there was nothing to look for one in.
      const code = mistakes.has(error.code) ? foundCode : refusedCode;
      process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
    }
    if (file !== files.at(-1)) console.log('');
  }
};

const show = (file: string, { en }: Shown): void => {
  const programme = readProgramme(file);
  console.log(programmeText(programme, en === true ? 'en' : 'ja').join('\n'));
};
