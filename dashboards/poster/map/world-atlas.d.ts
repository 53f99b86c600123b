/** World atlas: the coasts of all countries at 1 : 10,000,000 (Natural Earth); inferring its type would take the compiler seconds. */
declare module 'world-atlas/countries-10m.json' {
  import type { GeometryCollection, Topology } from 'topojson-specification';
  const world: Topology<{ readonly countries: GeometryCollection<{ readonly name: string }> }>;
  export default world;
}
