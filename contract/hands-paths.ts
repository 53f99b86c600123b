/** Hands paths: where the page of the simulated hands asks; it needs these without the schemas. */
export const handsPaths = { state: '/api/hands', move: '/api/hands/move' } as const;
