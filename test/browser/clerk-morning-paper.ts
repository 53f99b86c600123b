/** Clerk's morning paper: what comes out of the printer, measured, and what a camera reads from it. */
import jsQR from 'jsqr';
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

/** What every QR code of the page says, read from its pixels. */
export const readCodes = async (page: Page): Promise<readonly (string | undefined)[]> => {
  const said: (string | undefined)[] = [];
  for (const mark of await page.locator('.qr').all()) {
    const seen = await mark.screenshot({ type: 'png' });
    const { data, width, height } = await page.evaluate(pixelsOf, `data:image/png;base64,${seen.toString('base64')}`);
    said.push(jsQR.default(Uint8ClampedArray.from(data), width, height)?.data);
  }
  return said;
};

/** Runs in the browser. */
const pixelsOf = async (address: string) => {
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return { data: [...data], width, height };
};
