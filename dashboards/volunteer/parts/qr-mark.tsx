/** QR mark: a text as a QR code, drawn by the browser, with the quiet zone a scanner needs. */
import { create } from 'qrcode';
import { useMemo } from 'preact/hooks';

/** ISO/IEC 18004 asks for four modules of white around the symbol. */
const quietModules = 4;

export interface QrMarkProps {
  readonly text: string;
  /** For those who do not see it. */
  readonly label: string;
}

export const QrMark = ({ text, label }: QrMarkProps) => {
  const { size, path } = useMemo(() => drawn(text), [text]);
  const width = size + 2 * quietModules;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`${-quietModules} ${-quietModules} ${width} ${width}`}
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
};

/** One path for all dark modules. Level M outlives a fold or a smudge on paper. */
const drawn = (text: string): { readonly size: number; readonly path: string } => {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (data[row * size + column] === 1 ? `M${column} ${row}h1v1h-1z` : '')),
  );
  return { size, path: rows.flat().join('') };
};
