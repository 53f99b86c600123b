/** Starts the live page in the browser. */
import { render } from 'preact';
import { LivePage } from './live-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('bug: index.html has no place for the page');
place.replaceChildren();
render(<LivePage />, place);
