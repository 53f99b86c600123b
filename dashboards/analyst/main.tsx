/** Starts the analysts' page in the browser. */
import { render } from 'preact';
import { AnalystPage } from './analyst-page.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('bug: analyst.html has no place for the page');
place.replaceChildren();
render(<AnalystPage />, place);
