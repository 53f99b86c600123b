/** Device missing: an address that names a pedometer the centre does not have. */
import { useVolunteer } from '../state/volunteer.ts';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { PageTitle } from './page-title.tsx';
import type { Place } from '../state/place.ts';

export const DeviceMissing = ({ serial, again }: { readonly serial: string; readonly again: Place }) => {
  const { words } = useVolunteer();
  return (
    <>
      <PageTitle title={words.device.missing(serial)} />
      <Notice kind="watch" title={words.device.missingNext} />
      <p class="buttons">
        <Link to={again} class="press is-primary">
          {words.again}
        </Link>
      </p>
    </>
  );
};
