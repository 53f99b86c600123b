/** Jobs paths: where the questions about the cloud's nightly work are asked; a page needs these without the schemas. */
export const jobsPaths = {
  jobs: '/api/jobs',
  run: '/api/jobs/run',
} as const;
