/** Battery pictures: open, take out, put in, close. */
import { Arrow, PedometerBack, Picture } from './picture.tsx';

const Coin = ({ x, y }: { readonly x: number; readonly y: number }) => (
  <g>
    <circle class="battery" cx={x} cy={y} r="17" />
    <path class="battery-sign" d={`M${x - 7} ${y}h14M${x} ${y - 7}v14`} />
  </g>
);

export const OpenPicture = () => (
  <Picture>
    <PedometerBack x={42} y={32} />
    <path class="slot" d="M70 60h20" />
    <Arrow d="M112 34A38 38 0 0 0 52 24" />
  </Picture>
);

export const OutPicture = () => (
  <Picture>
    <PedometerBack x={18} y={46} />
    <Coin x={122} y={32} />
    <Arrow d="M66 62Q84 30 98 30" />
  </Picture>
);

export const InPicture = () => (
  <Picture>
    <PedometerBack x={18} y={46} />
    <Coin x={122} y={32} />
    <Arrow d="M100 34Q80 36 66 62" />
  </Picture>
);

export const ClosePicture = () => (
  <Picture>
    <PedometerBack x={42} y={32} />
    <path class="slot" d="M70 60h20" />
    <Arrow d="M48 34A38 38 0 0 1 108 24" />
  </Picture>
);

/** One that runs low, for those who only have to bring it. */
export const LowPicture = () => (
  <Picture>
    <rect class="body" x="30" y="36" width="92" height="50" rx="8" />
    <rect class="body" x="122" y="50" width="10" height="22" rx="3" />
    <rect class="low" x="38" y="44" width="18" height="34" />
  </Picture>
);
