/** List pages: which rows of a long list are shown, and the ways to those before and after. */
import { ChevronLeft, ChevronRight } from 'lucide-preact';
import { useDesk } from '../state/desk.ts';
import type { Place } from '../state/place.ts';
import { Link } from './link.tsx';

/** As many as one answer carries. */
export const listRowsMax = 50;

export interface ListPagesProps {
  readonly from: string;
  readonly shown: number;
  readonly total: number;
  readonly placeOf: (from: string) => Place;
}

export const ListPages = ({ from, shown, total, placeOf }: ListPagesProps) => {
  const { words } = useDesk();
  const first = Number(from);
  if (total <= listRowsMax && first === 0) return null;
  const before = Math.max(0, first - listRowsMax);
  return (
    <nav class="list-pages buttons" aria-label={words.roll.rows(first + 1, first + shown, total)}>
      {first > 0 && (
        <Link to={placeOf(before === 0 ? '' : String(before))} class="button">
          <ChevronLeft aria-hidden="true" />
          {words.roll.before}
        </Link>
      )}
      <span>{words.roll.rows(Math.min(total, first + 1), first + shown, total)}</span>
      {first + shown < total && (
        <Link to={placeOf(String(first + listRowsMax))} class="button">
          {words.roll.after}
          <ChevronRight aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
};
