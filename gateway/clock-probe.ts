/** Clock probe: asks systemd whether the machine's clock is synchronised, whichever time service does it. */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import type { ClockProbe } from './clock-keeper.ts';

/** systemd-timesyncd makes it once it has set the clock. */
const timesyncdMark = '/run/systemd/timesync/synchronized';
const timedatectlMs = 5_000;

export const systemClockProbe: ClockProbe = async () => (await isThere(timesyncdMark)) || (await kernelSaysSo());

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** `timedatectl` reads the kernel's own flag, which chrony and ntpd keep as well. */
const kernelSaysSo = (): Promise<boolean> =>
  new Promise((resolve) => {
    const question = ['show', '--property=NTPSynchronized', '--value'];
    execFile('timedatectl', question, { timeout: timedatectlMs }, (error, answer) => {
      resolve(error === null && answer.trim() === 'yes');
    });
  });
