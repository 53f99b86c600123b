/** Wear pictures: on the belt, in the pocket, and not around the neck. */
import { Pedometer, Picture } from './picture.tsx';

const Trousers = () => <path class="cloth" d="M40 20h80l8 96H92l-12-58-12 58H32z" />;

export const BeltPicture = () => (
  <Picture>
    <Trousers />
    <rect class="belt" x="38" y="18" width="84" height="14" />
    <Pedometer x={84} y={14} scale={0.55} />
  </Picture>
);

export const PocketPicture = () => (
  <Picture>
    <Trousers />
    <Pedometer x={86} y={36} scale={0.5} />
    <path class="cloth is-front" d="M84 50h38l2 30H90z" />
  </Picture>
);

export const NeckPicture = () => (
  <Picture>
    <circle class="skin" cx="80" cy="22" r="16" />
    <path class="cloth" d="M38 116c0-44 14-66 42-66s42 22 42 66z" />
    <path class="cord" d="M66 48l14 34 14-34" />
    <Pedometer x={65} y={80} scale={0.5} />
    <path class="wrong" d="M34 14l92 92M126 14l-92 92" />
  </Picture>
);
