/** Read QR: what a QR code in a picture says; loaded only once somebody uses the camera. */
import jsQR from 'jsqr';

export const readQr = (seen: ImageData | null): string | null => {
  if (seen === null) return null;
  const found = jsQR.default(seen.data, seen.width, seen.height, { inversionAttempts: 'dontInvert' });
  return found === null || found.data === '' ? null : found.data;
};
