/** Person strip: who a page is about, and the way back to their page. */
import { ArrowLeft } from 'lucide-preact';
import type { PersonHead } from '../../../contract/desk-participant.ts';
import { useDesk, type Desk } from '../state/desk.ts';
import { Link } from './link.tsx';

/** What a clerk calls somebody: the name where names are known, else the number. */
export const whoOf = ({ id, name }: { readonly id: string; readonly name: string | null }): string => name ?? id;

export const markOf = (
  { words }: Desk,
  { id, label }: { readonly id: string; readonly label: string | null },
): string => (label === null ? id : `${id}${words.clauseMark}${words.numbered(label)}`);

export const PersonStrip = ({ head }: { readonly head: PersonHead }) => {
  const desk = useDesk();
  const { words } = desk;
  const facts = [head.name, markOf(desk, head), head.age === null ? null : words.age(head.age), head.centre].filter(
    (fact) => fact !== null,
  );
  return (
    <p class="strip">
      <Link to={{ kind: 'person', id: head.id, month: null }} class="button">
        <ArrowLeft aria-hidden="true" />
        {words.pageOf(head.id)}
      </Link>
      <span>{facts.join(words.clauseMark)}</span>
    </p>
  );
};
