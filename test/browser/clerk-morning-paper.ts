/** Clerk's morning paper: what comes out of the printer, measured. */
import type { Page } from 'playwright-core';

const pointsPerMillimetre = 72 / 25.4;

/** The pages of a PDF as `105×148`, in millimetres. */
export const printedPages = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(() => document.fonts.ready);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return Array.from(
    paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g),
    ([, width, height]) => `${millimetres(width)}×${millimetres(height)}`,
  );
};

const millimetres = (points: string | undefined): number => Math.round(Number(points) / pointsPerMillimetre);
