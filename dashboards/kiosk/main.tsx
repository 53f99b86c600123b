/** Starts the kiosk in the browser. */
import { render } from 'preact';
import { keepShell } from '../centre-shared/shell.ts';
import { KioskPage } from './kiosk-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('bug: kiosk.html has no place for the page');
place.replaceChildren();
render(<KioskPage />, place);
// One file of the typeface has every letter, so two letters fetch it.
void keepShell('あA');
