/** Records paths: where what was recorded can be read and handed on; a page needs these without the schemas. */

export const recordsPaths = {
  dayTotals: '/api/records/day-totals',
  intervals: '/api/records/intervals',
  points: '/api/records/points',
  centres: '/api/records/centres',
  pedometers: '/api/records/pedometers',
  exports: '/api/records/exports',
  previewExport: '/api/records/exports/preview',
  orderExport: '/api/records/exports',
  exportFile: '/api/records/exports/:id/file',
  lookUp: '/api/records/pseudonyms/look-up',
} as const;
