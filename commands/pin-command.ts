/** PIN command: sets what opens the volunteers' pages of a gateway. */
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';
import type { Command } from 'commander';
import { gatewayConfigSchema } from '../gateway/gateway-config.ts';
import { pinPathOf } from '../gateway/kiosk/kiosk-config.ts';
import { checkNewPin } from '../gateway/kiosk/new-pin.ts';
import { PinFile } from '../gateway/kiosk/pin-file.ts';
import { hashPin } from '../gateway/kiosk/pin-hash.ts';
import { OperatorError } from '../runtime/fault.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { systemBytes } from '../runtime/random-bytes.ts';
import { readConfigOf } from './service-config.ts';

/** No PIN is near it; what is longer is something else. */
const inputCharsMax = 1024;

interface PinFlags {
  readonly config: string;
  readonly stdin?: true;
}

/** `input`: where the PIN is typed, or comes from. */
export const addPinCommand = (program: Command, input: Readable = process.stdin): void => {
  program
    .command('set-pin')
    .description('ボランティアの画面のPINを決める・変える (set or change the PIN of the volunteers’ pages)')
    .requiredOption('--config <file>', '拠点の設定ファイル (YAML config file of the gateway)')
    .option(
      '--stdin',
      '二度たずねるかわりに、標準入力から読む (read the PIN from the standard input instead of asking for it twice)',
    )
    .action((flags: PinFlags) => setPin(flags, input));
};

const setPin = async ({ config: path, stdin }: PinFlags, input: Readable): Promise<void> => {
  const config = readConfigOf('gateway', path, gatewayConfigSchema);
  const pin = stdin === true ? await readAll(input) : await askTwice(input);
  checkNewPin(pin);
  const pinPath = pinPathOf(config);
  makeFolder(dirname(pinPath));
  new PinFile(pinPath).write(await hashPin(pin, systemBytes));
  console.log(
    `PINを決めました。これまでに入っていた人は、もう一度 入れます (the PIN is set; everybody signs in anew): ${pinPath}`,
  );
};

const readAll = async (input: Readable): Promise<string> => {
  let text = '';
  for await (const piece of input.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > inputCharsMax) break;
  }
  return text.replace(/\r?\n$/, '');
};

const askTwice = async (input: Readable): Promise<string> => {
  if (!('isTTY' in input) || input.isTTY !== true) {
    throw new OperatorError(
      'pin-no-terminal',
      'There is no terminal to ask for the PIN at',
      'Run it in a terminal, or give the PIN by --stdin.',
    );
  }
  const pin = await askUnseen(input, '新しいPIN・6〜12けた (new PIN, 6 to 12 digits; it is not shown): ');
  checkNewPin(pin);
  if ((await askUnseen(input, 'もう一度 (once more): ')) === pin) return pin;
  throw new OperatorError(
    'pin-not-same',
    'The two were not the same (2つがちがいます)',
    'Try again; the PIN is as before.',
  );
};

/** What is typed is echoed into nothing. */
const askUnseen = (input: Readable, words: string): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stdout.write(words);
    const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
    const lines = createInterface({ input, output: nowhere, terminal: true });
    lines.once('close', () => {
      process.stdout.write('\n');
      reject(new OperatorError('pin-none', 'No PIN was typed', 'The PIN is as before.'));
    });
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
  });
