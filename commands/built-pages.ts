/** Built pages: the web pages, made from their sources once more before somebody is to see them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { OperatorError } from '../runtime/fault.ts';

const root = join(import.meta.dirname, '..');

/**
 * What `npm run page` does. Resolves when they are made, or `signal` has ended it. Throws OperatorError `pages-unbuilt`; what
 * the builder says of it stands above.
 */
export const buildPages = async (signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const words = [vite, 'build', 'dashboards', '--logLevel', 'warn'];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  if (child.killed || code === 0) return;
  throw new OperatorError(
    'pages-unbuilt',
    '画面を作れませんでした (the web pages could not be built)',
    '上の行を見てください。部品は npm ci でそろいます (See the lines above; npm ci brings what it takes).',
  );
};
