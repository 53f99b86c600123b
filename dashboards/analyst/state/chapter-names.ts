/** Chapter names: the chapters in their order, as an address tells them. */
export const chapterNames = [
  'participation',
  'steps',
  'hours',
  'trend',
  'centres',
  'arrival',
  'quality',
  'points',
  'liability',
  'whatIf',
] as const;
export type ChapterName = (typeof chapterNames)[number];
