/** Table file: the bytes of a chosen or pasted table as they are sent, in base64. */

/** The most that one request carries. */
export const tableBytesMax = 32 * 1024 * 1024;

/** A table of a few lines without one column would be no table. */
const bytesMin = 3;

export const base64Of = (file: Blob): Promise<string | null> =>
  new Promise((told) => {
    if (file.size < bytesMin) {
      told(null);
      return;
    }
    const reader = new FileReader();
    reader.onload = () => {
      const text = typeof reader.result === 'string' ? reader.result : '';
      told(text.slice(text.indexOf(',') + 1));
    };
    reader.onerror = () => told(null);
    reader.readAsDataURL(file);
  });
