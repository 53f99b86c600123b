/** Coast of: takes the islands of Japan out of the world's countries. */
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export type World = Topology<{ readonly countries: GeometryCollection<{ readonly name: string }> }>;

/** Longitude and latitude in degrees, thousandths of them. */
export type CoastPoint = readonly [longitude: number, latitude: number];
/** One closed outline for each island, without lakes. */
export type Coast = readonly (readonly CoastPoint[])[];

/** Islands that would be smaller than a dot on an A3 sheet are left out; degrees across. */
const islandMin = 0.02;
/** From Kyushu's southern cape to Hokkaido's northern one, with room around them. */
const isOnMap = ([longitude, latitude]: CoastPoint): boolean =>
  longitude > 127.5 && longitude < 149 && latitude > 29.5 && latitude < 46;
/** A map of Japan's coast shows the four islands off Nemuro, which the data keep with another country. */
const isOffNemuro = ([longitude, latitude]: CoastPoint): boolean =>
  longitude > 145.3 && longitude < 149 && latitude > 43.3 && latitude < 45.6;

export const coastOf = (world: World): Coast => {
  const { countries } = world.objects;
  return feature(world, countries).features.flatMap(({ geometry, properties }) => {
    if (properties.name !== 'Japan' && properties.name !== 'Russia') return [];
    const islands =
      geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : geometry.type === 'Polygon'
          ? [geometry.coordinates]
          : [];
    const belongs = properties.name === 'Japan' ? isOnMap : isOffNemuro;
    return islands.flatMap(([outline]) => {
      const points = (outline ?? []).map(pointOf);
      return points.every(belongs) && sizeOf(points) >= islandMin ? [points] : [];
    });
  });
};

const thousandths = (degrees: number): number => Math.round(degrees * 1000) / 1000;

const pointOf = ([longitude, latitude]: readonly number[]): CoastPoint => [
  thousandths(longitude ?? 0),
  thousandths(latitude ?? 0),
];

const sizeOf = (points: readonly CoastPoint[]): number =>
  Math.max(
    ...[0, 1].map((axis) => {
      const along = points.map((point) => point[axis] ?? 0);
      return Math.max(...along) - Math.min(...along);
    }),
  );
