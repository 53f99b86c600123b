/** Number list: numbers typed or scanned one after another; the field stays in focus, the list says each as it comes. */
import { Plus, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useDesk } from '../state/desk.ts';
import { plainNumber } from '../view/typed-number.ts';
import { SearchLine } from './search-line.tsx';

/** As many as one request may carry. */
const numbersMax = 200;

export interface NumberListProps {
  readonly numbers: readonly string[];
  readonly onNumbers: (numbers: readonly string[]) => void;
}

export const NumberList = ({ numbers, onNumbers }: NumberListProps) => {
  const { words } = useDesk();
  const text = words.attendance;
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const add = (given: string): void => {
    const number = plainNumber(given);
    setTyped('');
    if (number === '' || numbers.length >= numbersMax) return;
    if (numbers.includes(number)) {
      setSaid(text.already(number));
      return;
    }
    onNumbers([...numbers, number]);
    setSaid(text.added(number, numbers.length + 1));
  };
  return (
    <>
      <SearchLine
        label={text.number}
        hint={text.numberHint}
        submit={text.add}
        icon={Plus}
        value={typed}
        onValue={setTyped}
        onSubmit={add}
      />
      <p role="status">{said}</p>
      <NumberChips numbers={numbers} onNumbers={onNumbers} />
    </>
  );
};

const NumberChips = ({ numbers, onNumbers }: NumberListProps) => {
  const { words } = useDesk();
  const text = words.attendance;
  return (
    <>
      <h2>{text.list}</h2>
      {numbers.length === 0 ? (
        <p class="empty">{text.listEmpty}</p>
      ) : (
        <ul class="recent">
          {numbers.map((number) => (
            <li key={number} class="number-chip">
              {number}
              <button
                type="button"
                class="chip-drop"
                aria-label={text.drop(number)}
                onClick={() => onNumbers(numbers.filter((each) => each !== number))}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
