/** Promises of the desk's own word on hand-overs: what a centre said is undone, a beginning corrected, and no loan runs into the next. */
import { describe, expect, test } from 'vitest';
import { north, south, device, at, lend, giveBack, hear, loans, fate } from './sample-hand-overs.ts';
import { sampleRegistry } from './sample-registry.ts';

describe('the desk', () => {
  test('undoes what a centre said, and corrects when a loan began', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 10, 1, 1), giveBack(north, 'b', 50, 1)]);
    const begun = registry.handOvers.table.ofAction(north, 'a');
    registry.atomically(() => registry.handOvers.correct(begun?.id ?? 0, { fromMs: at(20), toMs: at(40) }, 'sato'));
    expect(loans(registry)).toEqual(['A-1 P-1 20–40']);
    expect(fate(registry, north, 'a')).toMatch(/^undone desk/);
    expect(fate(registry, north, 'b')).toMatch(/^undone desk/);
  });

  test('may say that a loan ran on, though a centre took the pedometer back twice', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1), giveBack(north, 'b', 10, 1), giveBack(south, 'c', 20, 1)]);
    const [loan] = registry.loans();
    registry.atomically(() => loan && registry.endLoan(loan, at(30)));
    expect(loans(registry)).toEqual(['A-1 P-1 0–30']);
    const [ended] = registry.loans();
    registry.atomically(() => ended && registry.endLoan(ended, null));
    expect(loans(registry)).toEqual(['A-1 P-1 0–']);
  });

  test('cannot let a loan run into the next', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1), lend(north, 'b', 10, 1, 2)]);
    const loan = registry.loansOfDevice(device(1))[0];
    expect(() => registry.atomically(() => loan && registry.endLoan(loan, null))).toThrow('where another begins');
    expect(loans(registry)).toEqual(['A-1 P-1 0–10', 'A-1 P-2 10–']);
  });
});
