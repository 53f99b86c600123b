/** Coast plugin: puts the numbers of Japan's coast into the bundle instead of the whole world's. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { coastOf, type World } from './coast-of.ts';

const module = /\/poster\/map\/coast\.ts$/;

export const coastPlugin: Plugin = {
  name: 'coast-of-japan',
  enforce: 'pre',
  async load(id) {
    if (!module.test(id)) return null;
    const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
    const world = JSON.parse(await readFile(path, 'utf8')) as World;
    return `export const coast = ${JSON.stringify(coastOf(world))};`;
  },
};
