/** Import classes: what may become of an imported day, in the order in which it is told. */
import type { ImportDayClass } from '../../../contract/imports-terms.ts';

export const importDayClassNames = [
  'fresh',
  'replaces',
  'equal',
  'pedometer',
  'other-kind',
  'conflict',
] as const satisfies readonly ImportDayClass[];
