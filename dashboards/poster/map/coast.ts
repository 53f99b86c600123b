/** Coast: the outline of the islands of Japan as the poster draws it. The build puts the few numbers in the place of the world (map/coast-plugin). */
import world from 'world-atlas/countries-10m.json' with { type: 'json' };
import { coastOf, type Coast } from './coast-of.ts';

export const coast: Coast = coastOf(world);
