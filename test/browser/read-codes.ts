/** Read codes: what a camera reads from the QR codes on a page: their pixels, not their data. */
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

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
