/** How the tests run: every *.test.ts beside its file and in test/, in forked processes, each with real sockets and disks. */
import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**'];
const simulation = 'test/simulation/**/*.test.ts';
const load = 'test/load/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    // Many tests wait for real programs: more than the cores keep a machine of two cores busy.
    maxWorkers: 3,
    // A browser that looks at every page in two languages takes half a minute beside two others on two cores.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      // Hundreds of towns take all the cores there are; whoever waits for real programs comes after them.
      { extends: true, test: { name: 'towns', include: [simulation], exclude, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'programs',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...exclude, simulation, load],
          sequence: { groupOrder: 1 },
          globalSetup: ['test/browser/page-build.ts'],
        },
      },
      // How long others wait, and how much memory is taken, says something only of a cloud that has the machine to itself.
      {
        extends: true,
        test: { name: 'load', include: [load], exclude, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
