/** Starts the page of the simulated hands in the browser. */
import { render } from 'preact';
import { HandsPage } from './hands-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('bug: hands.html has no place for the page');
place.replaceChildren();
render(<HandsPage />, place);
