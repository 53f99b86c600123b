/** How the poster's test page is built: as the pages that carry the poster are. */
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { coastPlugin } from '../../../dashboards/poster/map/coast-plugin.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preact(), coastPlugin],
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
