/** Starts the desk pages in the browser. */
import { render } from 'preact';
import { DeskPage } from './desk-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('bug: desk.html has no place for the page');
place.replaceChildren();
render(<DeskPage />, place);
