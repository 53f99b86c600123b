/** Poster wall: a page with nothing but the poster, of the week that a test gives in `window.posterShown`. */
import { render } from 'preact';
import { Poster, type PosterProps } from '../../../dashboards/poster/poster.tsx';

declare global {
  interface Window {
    posterShown?: PosterProps;
  }
}

const place = document.getElementById('page');
if (place !== null && window.posterShown !== undefined) render(<Poster {...window.posterShown} />, place);
