/** Route map: the coast, the road with its places, how far the centre has come, and a sign where it is now. */
import { geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import { baseOf } from '../../centre-shared/ruby.ts';
import type { Language } from '../../shared/language.ts';
import { milestonesOf, positionOf, type Journey, type Position } from '../journey.ts';
import { coast } from '../map/coast.ts';
import type { PosterWords } from '../poster-words.ts';
import type { Route } from '../routes/route.ts';
import { PlaceMark } from './place-mark.tsx';

/** Millimetres on the paper. */
const width = 269;

interface RouteMapProps {
  readonly route: Route;
  /** Null before the first step: the whole road lies ahead. */
  readonly journey: Journey | null;
  readonly words: PosterWords;
  readonly language: Language;
}

export const RouteMap = ({ route, journey, words, language }: RouteMapProps) => {
  const height = heightOf(route, journey);
  const projection = projectionOf(route, height);
  const path = geoPath(projection);
  const line = (points: readonly Position[]): string =>
    path({ type: 'LineString', coordinates: points.map((point) => [...point]) }) ?? '';
  const walkedKm = journey?.walkedKm ?? 0;
  const title = words.way(route.name[language], route.lengthKm);
  return (
    <svg
      class="route-map"
      width={`${width}mm`}
      height={`${height}mm`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={baseOf(title)}
    >
      <rect class="map-sea" width={width} height={height} />
      <path class="map-land" d={coastPath(projection)} />
      <path class="map-road" d={line(route.places.map(positionOf))} />
      {journey !== null && <path class="map-walked" d={line(journey.walked)} />}
      {milestonesOf(route).map(({ place, km }) => {
        const [x, y] = projection(positionOf(place)) ?? [0, 0];
        return place.name === null ? null : (
          <PlaceMark
            key={km}
            name={place.name[language]}
            side={place.side ?? 'above'}
            x={x}
            y={y}
            isReached={km <= walkedKm}
          />
        );
      })}
      {journey !== null && <HereSign journey={journey} projection={projection} text={baseOf(words.here)} />}
      <text class="map-title" x={route.map.title.right} y={route.map.title.down} text-anchor="end">
        {baseOf(title)}
      </text>
    </svg>
  );
};

/** Before the first week there is more room for the map than things to say. */
const emptyRoom = 70;
const heightOf = (route: Route, journey: Journey | null): number =>
  route.map.height + (journey === null ? emptyRoom : 0);

const projectionOf = ({ map, places }: Route, height: number): GeoProjection =>
  geoMercator().fitExtent(
    [
      [map.room.left, map.room.top],
      [width - map.room.right, height - map.room.bottom],
    ],
    { type: 'LineString', coordinates: places.map(positionOf) },
  );

/** Straight lines between the points, so that no outline is turned inside out by the way it winds. */
const coastPath = (projection: GeoProjection): string =>
  coast
    .map((island) => {
      const points = island.map(([longitude, latitude]) => {
        const [x, y] = projection([longitude, latitude]) ?? [0, 0];
        return `${x.toFixed(2)},${y.toFixed(2)}`;
      });
      return `M${points.join('L')}Z`;
    })
    .join('');

interface HereSignProps {
  readonly journey: Journey;
  readonly projection: GeoProjection;
  readonly text: string;
}

/** Signs stay this far inside the map. */
const signRoom = { x: 30, y: 12 };

const HereSign = ({ journey, projection, text }: HereSignProps) => {
  const { here, route } = journey;
  const [x, y] = projection([here[0], here[1]]) ?? [0, 0];
  const signX = Math.min(width - signRoom.x, Math.max(signRoom.x, x + route.map.sign.right));
  const signY = Math.min(route.map.height - signRoom.y, Math.max(signRoom.y, y + route.map.sign.down));
  return (
    <g class="here-sign">
      <path class="here-pole" d={`M${x},${y}L${signX},${signY}`} />
      <circle class="here-dot" cx={x} cy={y} r="3.6" />
      <rect x={signX - 24} y={signY - 8} width="48" height="16" rx="3" />
      <text x={signX} y={signY + 3} text-anchor="middle">
        {text}
      </text>
    </g>
  );
};
