/** Analysis paths: where each of the analysts' questions is asked; a page needs these without the schemas. */
export const analysisPaths = {
  terms: '/api/analysis/terms',
  participation: '/api/analysis/participation',
  steps: '/api/analysis/steps',
  hours: '/api/analysis/hours',
  trend: '/api/analysis/trend',
  centres: '/api/analysis/centres',
  arrival: '/api/analysis/arrival',
  quality: '/api/analysis/quality',
  points: '/api/analysis/points',
  liability: '/api/analysis/liability',
  whatIf: '/api/analysis/what-if',
} as const;
