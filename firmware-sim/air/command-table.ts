/** CommandTable: every command this controller knows, and the answer to any it does not. */
import { basebandCommands } from './baseband-commands.ts';
import type { Controller } from './controller.ts';
import { opcode, type CommandHandler, type HciCommand, type HciReply } from './hci-command.ts';
import { hciStatus } from './hci-status.ts';
import { linkCommands } from './link-commands.ts';
import { radioCommands } from './radio-commands.ts';

const readSupportedCommands: CommandHandler<Controller> = {
  opcode: opcode.readSupportedCommands,
  parameterBytes: 0,
  supportedAt: [14, 4],
  answer: 'complete',
  run: () => ({ kind: 'complete', status: hciStatus.success, results: supportedOctets() }),
};

const handlers: ReadonlyMap<number, CommandHandler<Controller>> = new Map(
  [readSupportedCommands, ...basebandCommands, ...radioCommands, ...linkCommands].map((each) => [each.opcode, each]),
);

const supportedOctets = (): Uint8Array => {
  const octets = new Uint8Array(64);
  for (const handler of handlers.values()) {
    const [octet, bit] = handler.supportedAt;
    octets[octet] = (octets[octet] ?? 0) | (1 << bit);
  }
  return octets;
};

/** Runs the command; whatever is unknown or too short is answered, never met with silence or an exception. */
export const runCommand = (controller: Controller, command: HciCommand): HciReply => {
  const handler = handlers.get(command.opcode);
  if (handler === undefined) return { kind: 'complete', status: hciStatus.unknownCommand };
  if (command.parameters.byteLength < handler.parameterBytes) {
    return { kind: handler.answer, status: hciStatus.invalidParameters };
  }
  return handler.run(controller, command.parameters);
};
