/** Loans strip: the way back from a page about one hand-over to all of them. */
import { ArrowLeft } from 'lucide-preact';
import { useDesk } from '../state/desk.ts';
import { Link } from './link.tsx';

export const LoansStrip = () => {
  const { words } = useDesk();
  return (
    <p class="strip">
      <Link to={{ kind: 'loans' }} class="button">
        <ArrowLeft aria-hidden="true" />
        {words.nav.loans}
      </Link>
    </p>
  );
};
