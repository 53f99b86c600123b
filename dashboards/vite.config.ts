/** How the live page and the desk pages are built: one folder of static files that loads nothing from anywhere else. */
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import { coastPlugin } from './poster/map/coast-plugin.ts';

/** Every browser that runs the page reads WOFF2; the older copies would double the folder. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (name.endsWith('.woff')) Reflect.deleteProperty(bundle, name);
      else if (file.type === 'asset' && name.endsWith('.css')) file.source = withoutWoff(String(file.source));
    }
  },
};

const withoutWoff = (css: string): string => css.replaceAll(/,\s*url\([^)]+\.woff\)\s*format\(["']?woff["']?\)/g, '');

/** `vite dashboards` shows an invented town, so that the pages can be looked at without the rest of the system. */
const fixtureTown: Plugin = {
  name: 'fixture-town',
  apply: 'serve',
  async configureServer(server) {
    const { serveFixture } = await import('./fixture/serve-fixture.ts');
    const { serveDeskFixture } = await import('./fixture/desk-serve.ts');
    const { serveAnalysisFixture } = await import('./fixture/analysis-serve.ts');
    const { serveKioskFixture } = await import('./fixture/kiosk-serve.ts');
    const { serveVolunteerFixture } = await import('./fixture/volunteer-serve.ts');
    serveFixture(server.middlewares);
    serveDeskFixture(server.middlewares);
    serveAnalysisFixture(server.middlewares);
    serveKioskFixture(server.middlewares);
    serveVolunteerFixture(server.middlewares);
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preact(), onlyWoff2, coastPlugin, fixtureTown],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        desk: join(import.meta.dirname, 'desk.html'),
        analyst: join(import.meta.dirname, 'analyst.html'),
        hands: join(import.meta.dirname, 'hands.html'),
        kiosk: join(import.meta.dirname, 'kiosk.html'),
        volunteer: join(import.meta.dirname, 'volunteer.html'),
        // What keeps the centre's pages has to stand beside them, by a name that stays.
        sw: join(import.meta.dirname, 'centre-shared/shell-worker.ts'),
        // Found by its name by the page of the API.
        fonts: join(import.meta.dirname, 'shared/styles/fonts.css'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        assetFileNames: ({ names }) => (names.includes('fonts.css') ? 'fonts.css' : 'assets/[name]-[hash][extname]'),
      },
    },
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // ECharts, loaded after the page stands.
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
});
