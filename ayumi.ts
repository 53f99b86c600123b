#!/usr/bin/env node
/** ayumi: the command. `node ayumi.ts --help` lists what it can do. */
import { ayumiProgram, refusalCodeOf } from './commands/ayumi-program.ts';
import { bugCode } from './commands/exit-codes.ts';

// Ends at once, as it would without: the supervisor starts it again, and the disk has forgotten nothing.
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(bugCode);
});

try {
  await ayumiProgram().parseAsync();
} catch (error) {
  const code = refusalCodeOf(error, console.error);
  if (code === undefined) throw error;
  process.exitCode = code;
}
