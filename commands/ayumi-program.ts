/** Ayumi program: all commands there are, and what the code says with which each of them ends. */
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { OperatorError } from '../runtime/fault.ts';
import { addBackupCommand } from './backup-command.ts';
import { addConfigCommands } from './config-commands.ts';
import { placeHelp } from './data-place.ts';
import { refusedCode } from './exit-codes.ts';
import { addPinCommand } from './pin-command.ts';
import { addRecordsCommands } from './records-command.ts';
import { addRulesCommands } from './rules-commands.ts';
import { addSeriesCommand } from './series-command.ts';
import { addServiceCommands } from './service-commands.ts';
import { addSoakCommand } from './soak-command.ts';
import { addToolCommands } from './tool-commands.ts';
import { addWorldCommands } from './world-commands.ts';

export const ayumiProgram = (): Command => {
  const program = new Command('ayumi')
    .description('歩み: 歩数計の一歩からポイントまで (from a pedometer’s step to a point)')
    .version(packageJson.version, '--version', '版を示す (print the version)')
    .showHelpAfterError('(--help で使い方が出ます / add --help for usage)')
    .showSuggestionAfterError()
    .addHelpText('after', placeHelp)
    // It throws instead of ending by itself; what is added below inherits that.
    .exitOverride();
  addWorldCommands(program);
  addServiceCommands(program);
  addPinCommand(program);
  addToolCommands(program);
  addBackupCommand(program);
  addRulesCommands(program);
  addConfigCommands(program);
  addRecordsCommands(program);
  addSeriesCommand(program);
  addSoakCommand(program);
  return program;
};

/** The code with which to end for what was thrown, after it was said where it is not yet; undefined where it is a bug. */
export const refusalCodeOf = (error: unknown, say: (line: string) => void): number | undefined => {
  // Commander has said what it has to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : refusedCode;
  if (!(error instanceof OperatorError)) return undefined;
  say(`${error.message}\n→ ${error.hint}`);
  return refusedCode;
};
