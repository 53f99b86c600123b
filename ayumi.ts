#!/usr/bin/env node
/** ayumi: the command. `node ayumi.ts --help` lists what it can do. */
import { Command } from 'commander';
import { addBackupCommand } from './commands/backup-command.ts';
import { addPinCommand } from './commands/pin-command.ts';
import { addRecordsCommands } from './commands/records-command.ts';
import { addRulesCommands } from './commands/rules-commands.ts';
import { addSeriesCommand } from './commands/series-command.ts';
import { addServiceCommands } from './commands/service-commands.ts';
import { addSoakCommand } from './commands/soak-command.ts';
import { addToolCommands } from './commands/tool-commands.ts';
import { addWorldCommands } from './commands/world-commands.ts';
import { OperatorError } from './runtime/fault.ts';

const program = new Command('ayumi')
  .description('歩み: 歩数計の一歩からポイントまで (from a pedometer’s step to a point)')
  .showHelpAfterError('(--help で使い方が出ます / add --help for usage)')
  .showSuggestionAfterError();
addWorldCommands(program);
addServiceCommands(program);
addPinCommand(program);
addToolCommands(program);
addBackupCommand(program);
addRulesCommands(program);
addRecordsCommands(program);
addSeriesCommand(program);
addSoakCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(`${error.message}\n→ ${error.hint}`);
  process.exitCode = 2;
}
