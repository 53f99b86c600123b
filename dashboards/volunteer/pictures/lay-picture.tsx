/** Lay pictures: a pedometer is put on the tray, lies still, and is taken away. */
import { Arrow, Pedometer, Picture } from './picture.tsx';

const Tray = () => <path class="tray" d="M14 88h132l-10 20H24z" />;

export const LayPicture = () => (
  <Picture>
    <Tray />
    <Pedometer x={50} y={8} />
    <Arrow d="M80 54v26" />
  </Picture>
);

export const StillPicture = () => (
  <Picture>
    <Tray />
    <Pedometer x={50} y={48} />
    <path
      class="waves"
      d="M38 58a18 18 0 0 0 0 20M122 58a18 18 0 0 1 0 20M28 50a32 32 0 0 0 0 36M132 50a32 32 0 0 1 0 36"
    />
  </Picture>
);

export const TakePicture = () => (
  <Picture>
    <Tray />
    <Pedometer x={50} y={26} />
    <Arrow d="M30 76V36" />
    <path class="well" d="M116 40l10 10 20-24" />
  </Picture>
);
