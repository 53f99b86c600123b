/** Promises of the journey: it follows a real road at its real length, and never stands still or leaps. */
import { geoDistance } from 'd3-geo';
import { describe, expect, test } from 'vitest';
import { journeyOf, kmOf, milestonesOf, positionOf, routes } from './journey.ts';

const earthKm = 6371;
const lapKm = routes.reduce((sum, { lengthKm }) => sum + lengthKm, 0);

test('a step is 60 cm', () => expect(kmOf(10_000)).toBe(6));

test('whoever has not set out stands at Nihonbashi', () => {
  const journey = journeyOf(0);
  expect([journey.passed.name.en, journey.isAtStart, journey.next.name.en]).toEqual(['Nihonbashi', true, 'Shinagawa']);
  expect(journey.here).toEqual([139.7745, 35.684]);
});

test('beyond Hakone comes Mishima', () => {
  const km = milestonesOf(journeyOf(0).route).find(({ place }) => place.name?.en === 'Mishima')?.km ?? 0;
  const journey = journeyOf(km - 12);
  expect([journey.passed.name.en, journey.next.name.en, Math.round(journey.toNextKm)]).toEqual([
    'Hakone',
    'Mishima',
    12,
  ]);
});

test('after Kyoto the way begins at Cape Soya, and after Cape Sata a second round', () => {
  expect(journeyOf(491.9).next.name.en).toBe('Kyoto');
  expect([journeyOf(492).passed.name.en, journeyOf(492).lap]).toEqual(['Cape Soya', 1]);
  expect([journeyOf(lapKm).passed.name.en, journeyOf(lapKm).lap]).toEqual(['Nihonbashi', 2]);
  expect(journeyOf(lapKm * 3 + 500).lap).toBe(4);
});

test('every kilometre brings it on, about a kilometre on the map', () => {
  for (let km = 0; km < lapKm - 1; km++) {
    const [from, to] = [journeyOf(km), journeyOf(km + 1)];
    if (from.route !== to.route) continue;
    const moved = geoDistance([...from.here], [...to.here]) * earthKm;
    expect(moved).toBeGreaterThan(0.3);
    expect(moved).toBeLessThanOrEqual(1.01);
  }
});

describe.each(routes)('$id', (route) => {
  test('is longer than the straight lines of its places, but not by half', () => {
    const straight = route.places.slice(1).reduce((sum, place, index) => {
      const before = route.places[index];
      return before === undefined ? sum : sum + geoDistance(positionOf(before), positionOf(place)) * earthKm;
    }, 0);
    expect(route.lengthKm / straight).toBeGreaterThan(1);
    expect(route.lengthKm / straight).toBeLessThan(1.5);
  });

  test('begins and ends with a name, and every name says where it stands', () => {
    expect([route.places[0]?.name, route.places.at(-1)?.name]).not.toContain(null);
    const named = route.places.filter(({ name }) => name !== null);
    expect(named.length).toBeGreaterThanOrEqual(15);
    expect(named.filter(({ side }) => side === undefined)).toEqual([]);
  });
});
