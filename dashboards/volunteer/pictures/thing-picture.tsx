/** Thing pictures: what lies on the table of a centre: sticker, card, scanner, calendar, kiosk, telephone; and where steps go. */
import { Arrow, Pedometer, PedometerBack, Picture } from './picture.tsx';

/** Something like a QR code; nobody scans it. */
const Pattern = ({ x, y, size }: { readonly x: number; readonly y: number; readonly size: number }) => (
  <g class="pattern" transform={`translate(${x} ${y}) scale(${size / 7})`}>
    <rect class="paper" x="-0.5" y="-0.5" width="8" height="8" />
    <path
      class="dark"
      d="M0 0h2v2h-2zM5 0h2v2h-2zM0 5h2v2h-2zM3 1h1v1h-1zM3 3h1v1h-1zM5 3h1v1h-1zM4 5h1v2h-1zM6 5h1v1h-1zM1 3h1v1h-1zM5 6h1v1h-1z"
    />
  </g>
);

export const StickerPicture = () => (
  <Picture>
    <PedometerBack x={8} y={34} />
    <path class="cord" d="M70 58L96 40" />
    <rect class="paper" x="94" y="10" width="58" height="86" rx="6" />
    <Pattern x={103} y={20} size={40} />
    <text class="sticker-number" x="123" y="86">
      12
    </text>
  </Picture>
);

export const CardPicture = () => (
  <Picture>
    <rect class="paper" x="14" y="22" width="132" height="78" rx="8" />
    <Pattern x={26} y={38} size={46} />
    <path class="writing" d="M88 48h46M88 64h46M88 80h28" />
  </Picture>
);

export const ScannerPicture = () => (
  <Picture>
    <path class="body" d="M18 16h46a10 10 0 0 1 10 10v16H44l-8 50H14l6-52z" />
    <path class="beam" d="M78 28l56 26v44z" />
    <Pattern x={118} y={58} size={30} />
  </Picture>
);

export const CalendarPicture = () => (
  <Picture>
    <rect class="paper" x="30" y="18" width="100" height="88" rx="6" />
    <path class="belt" d="M30 18h100v20H30z" />
    <path class="writing" d="M44 54h12M68 54h12M92 54h12M44 72h12M68 72h12M92 72h12M44 90h12M68 90h12" />
    <circle class="round" cx="74" cy="54" r="12" />
    <circle class="round" cx="74" cy="90" r="12" />
  </Picture>
);

export const DataPicture = () => (
  <Picture>
    <Pedometer x={6} y={42} scale={0.8} />
    <Arrow d="M60 58h30" />
    <path class="house" d="M98 108V52l28-24 28 24v56zM118 108V84h16v24" />
  </Picture>
);

export const KioskPicture = () => (
  <Picture>
    <rect class="paper" x="22" y="10" width="116" height="82" rx="8" />
    <circle class="round" cx="80" cy="51" r="26" />
    <path class="well" d="M68 52l9 9 17-19" />
    <path class="body" d="M60 92h40v14H60z" />
  </Picture>
);

export const TurningPicture = () => (
  <Picture>
    <rect class="paper" x="22" y="10" width="116" height="82" rx="8" />
    <circle class="round is-faint" cx="80" cy="51" r="26" />
    <path class="round" d="M80 25a26 26 0 0 1 26 26" />
    <path class="body" d="M60 92h40v14H60z" />
  </Picture>
);

const apart = 36;

/** As many notes as there are tones. */
export const NotesPicture = ({ notes }: { readonly notes: readonly number[] }) => (
  <Picture>
    <path class="writing" d="M12 40h136M12 60h136M12 80h136" />
    {notes.map((height, index) => (
      <g key={index} transform={`translate(${80 - ((notes.length - 1) * apart) / 2 + index * apart} ${height})`}>
        <ellipse class="dark" cx="0" cy="0" rx="11" ry="8" />
        <path class="stem" d="M10 0v-34" />
      </g>
    ))}
  </Picture>
);

export const PhonePicture = () => (
  <Picture>
    <path class="body" d="M52 14h56a6 6 0 0 1 6 6v80a6 6 0 0 1-6 6H52a6 6 0 0 1-6-6V20a6 6 0 0 1 6-6z" />
    <path class="writing" d="M62 34h36M62 50h8M78 50h8M94 50h6M62 66h8M78 66h8M94 66h6M62 82h8M78 82h8M94 82h6" />
  </Picture>
);

export const ComputerPicture = () => (
  <Picture>
    <rect class="body" x="30" y="34" width="100" height="56" rx="8" />
    <circle class="round" cx="56" cy="62" r="10" />
    <path class="writing" d="M80 56h34M80 70h34" />
    <path class="cord" d="M80 90v20" />
  </Picture>
);

/** One goes, another comes. */
export const ExchangePicture = () => (
  <Picture>
    <Pedometer x={6} y={44} scale={0.8} />
    <Pedometer x={106} y={44} scale={0.8} />
    <Arrow d="M58 36Q80 16 100 34" />
    <Arrow d="M102 86Q80 106 60 88" />
  </Picture>
);
