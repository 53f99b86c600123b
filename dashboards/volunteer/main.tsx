/** Starts the volunteers' pages in the browser. */
import { render } from 'preact';
import { VolunteerPage } from './volunteer-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('bug: volunteer.html has no place for the page');
place.replaceChildren();
render(<VolunteerPage />, place);
