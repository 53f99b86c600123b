/** Route: a way through Japan that a centre walks together, as data. */
import type { Language } from '../../shared/language.ts';

export interface RoutePlace {
  /** Japanese with furigana; null for a bend of the way that needs no name. */
  readonly name: Readonly<Record<Language, string>> | null;
  readonly longitude: number;
  readonly latitude: number;
  /** Where the name stands beside its dot, so that no two touch. */
  readonly side?: 'above' | 'below' | 'left' | 'right';
}

export interface Route {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  /** As published; straight lines between the places are stretched to it. */
  readonly lengthKm: number;
  readonly places: readonly RoutePlace[];
  readonly map: RouteFrame;
}

/** How the route lies on the poster's map; millimetres. */
export interface RouteFrame {
  readonly height: number;
  /** Around the road. */
  readonly room: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;
  /** Where the sign of the place reached stands, from it to the open sea. */
  readonly sign: Readonly<{ readonly right: number; readonly down: number }>;
  /** Where the route's name ends, where nothing else is; from the left and from the top. */
  readonly title: Readonly<{ readonly right: number; readonly down: number }>;
  /** There is so much open sea that the headline stands on the map. */
  readonly hasSeaForWords: boolean;
}
