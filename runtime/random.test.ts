/** Random tells stories that have nothing to do with one another, however alike their names are. */
import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';

const names = Array.from({ length: 2000 }, (_, i) => `P-${String(i).padStart(4, '0')}`);

test.each([1, 2, 3])('forks with consecutive names agree in nothing, not even in draw %i', (draw) => {
  const town = seededRandom(7);
  const numbers = names.map((name) => {
    const random = town.fork(name);
    for (let i = 1; i < draw; i++) random.next();
    return random.next();
  });
  const tenths = Array.from({ length: 10 }, (_, i) => numbers.filter((x) => Math.floor(x * 10) === i).length);
  for (const count of tenths) expect(count).toBeGreaterThan(150);
  const neighbours = numbers.slice(1).filter((x, i) => Math.abs(x - (numbers[i] ?? 0)) < 0.05);
  expect(neighbours.length / numbers.length).toBeLessThan(0.15);
});

test('the same seed and name tell the same story', () => {
  const told = () =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.next()
      )(seededRandom(7).fork('P-0001')),
    );
  expect(told()).toEqual(told());
});
