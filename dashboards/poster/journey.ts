/** Journey: how far a centre's steps have brought it along the routes, one after the other, and round again. */
import { geoDistance, geoInterpolate } from 'd3-geo';
import { lengthOfJapan } from './routes/length-of-japan.ts';
import type { Route, RoutePlace } from './routes/route.ts';
import { tokaido } from './routes/tokaido.ts';

/** The stride of an older person who is not in a hurry; the poster says so. */
export const strideMetres = 0.6;

export const kmOf = (steps: number): number => (steps * strideMetres) / 1000;

export const firstRoute = tokaido;
/** Walked in this order, then from the first again. */
export const routes: readonly Route[] = [firstRoute, lengthOfJapan];

export type Position = readonly [longitude: number, latitude: number];
export type NamedPlace = RoutePlace & { readonly name: NonNullable<RoutePlace['name']> };

export interface Journey {
  readonly route: Route;
  /** How often all the routes have been begun: 1 for the first time. */
  readonly lap: number;
  /** Along this route. */
  readonly walkedKm: number;
  /** The last named place reached; the start counts as reached. */
  readonly passed: NamedPlace;
  readonly isAtStart: boolean;
  readonly next: NamedPlace;
  readonly toNextKm: number;
  readonly here: Position;
  /** From the start to here. */
  readonly walked: readonly Position[];
}

export const journeyOf = (km: number): Journey => {
  const lapKm = routes.reduce((sum, { lengthKm }) => sum + lengthKm, 0);
  const lap = Math.floor(km / lapKm);
  let leftKm = km - lap * lapKm;
  const route = routes.find(({ lengthKm }) => {
    if (leftKm < lengthKm) return true;
    leftKm -= lengthKm;
    return false;
  });
  return along(route ?? firstRoute, leftKm, lap + 1);
};

/** Each place with its distance from the start; lines between them are stretched to the published length. */
export const milestonesOf = ({
  places,
  lengthKm,
}: Route): readonly { readonly place: RoutePlace; readonly km: number }[] => {
  const legs = places.map((place, index) => {
    const before = places[index - 1];
    return before === undefined ? 0 : geoDistance(positionOf(before), positionOf(place));
  });
  const whole = legs.reduce((sum, leg) => sum + leg, 0);
  let sum = 0;
  return places.map((place, index) => {
    sum += legs[index] ?? 0;
    return { place, km: (sum / whole) * lengthKm };
  });
};

export const positionOf = ({ longitude, latitude }: RoutePlace): [number, number] => [longitude, latitude];

const isNamed = (place: RoutePlace): place is NamedPlace => place.name !== null;

const along = (route: Route, walkedKm: number, lap: number): Journey => {
  const milestones = milestonesOf(route);
  const reached = milestones.filter(({ km }) => km <= walkedKm);
  const ahead = milestones.slice(reached.length);
  const passed = reached.map(({ place }) => place).findLast(isNamed);
  const next = ahead.find(({ place }) => isNamed(place));
  const from = reached.at(-1);
  const [to] = ahead;
  if (passed === undefined || next === undefined || !isNamed(next.place) || from === undefined || to === undefined)
    throw new Error(`bug: the route ${route.id} does not begin and end with a name`);
  const here = geoInterpolate(positionOf(from.place), positionOf(to.place))((walkedKm - from.km) / (to.km - from.km));
  return {
    route,
    lap,
    walkedKm,
    passed,
    isAtStart: passed === route.places[0],
    next: next.place,
    toNextKm: next.km - walkedKm,
    here,
    walked: [...reached.map(({ place }) => positionOf(place)), here],
  };
};
