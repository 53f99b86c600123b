/** Tray drawing: a pedometer that comes down onto the tray, and the waves by which it is heard. */
import { baseOf } from '../../centre-shared/ruby.ts';
import { useKiosk } from '../state/kiosk.ts';

export const TrayDrawing = () => {
  const { words } = useKiosk();
  return (
    <svg class="tray" viewBox="0 -22 440 408" role="img" aria-label={baseOf(words.idle.drawing)}>
      <g class="tray-waves" fill="none" stroke-width="9" stroke-linecap="round">
        <path d="M122 92 a 60 60 0 0 0 0 96" />
        <path d="M88 62 a 100 100 0 0 0 0 156" />
        <path d="M318 92 a 60 60 0 0 1 0 96" />
        <path d="M352 62 a 100 100 0 0 1 0 156" />
      </g>
      <ellipse class="tray-shadow" cx="220" cy="318" rx="84" ry="13" />
      <path class="tray-dish" d="M40 292 h360 l-34 68 a 20 20 0 0 1 -18 12 h-256 a 20 20 0 0 1 -18 -12 z" />
      <path class="tray-rim" d="M30 292 h380" stroke-width="14" stroke-linecap="round" />
      <g class="tray-pedometer">
        <rect class="pedometer-body" x="152" y="24" width="136" height="226" rx="44" />
        <rect class="pedometer-face" x="172" y="58" width="96" height="70" rx="12" />
        <g class="pedometer-feet">
          <ellipse cx="204" cy="86" rx="9" ry="14" />
          <ellipse cx="204" cy="109" rx="7" ry="6" />
          <ellipse cx="236" cy="95" rx="9" ry="14" />
          <ellipse cx="236" cy="118" rx="7" ry="6" />
        </g>
        <circle class="pedometer-button" cx="220" cy="188" r="26" />
        <path
          class="pedometer-strap"
          d="M220 24 c 0 -14 18 -20 30 -12"
          fill="none"
          stroke-width="8"
          stroke-linecap="round"
        />
      </g>
    </svg>
  );
};
