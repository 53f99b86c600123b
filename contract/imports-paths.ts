/** Imports paths: where each question about imports is asked; a page needs these without the schemas. */

/** `:id` is an upload below `uploads`, else an import. */
export const importsPaths = {
  imports: '/api/imports',
  upload: '/api/imports/uploads/:id',
  begin: '/api/imports/uploads',
  piece: '/api/imports/uploads/:id/pieces',
  preview: '/api/imports/uploads/:id/preview',
  drop: '/api/imports/uploads/:id/drop',
  apply: '/api/imports/uploads/:id/apply',
  undo: '/api/imports/import/:id/undo',
} as const;

/** Bytes of a file in one piece: no receipt waits longer for it than for a large batch. */
export const importPieceBytesMax = 192 * 1024;
