/** PIN page: big digits for a finger, and the keyboard as well; every way it can fail is said in words. */
import { Delete, Languages, LockKeyholeOpen } from 'lucide-preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { otherLanguage, type Language } from '../../shared/language.ts';
import { Notice } from '../parts/notice.tsx';
import { signIn, type Asked } from '../state/volunteer-client.ts';
import type { VolunteerSession } from '../../../contract/volunteer.ts';
import { volunteerWordsOf, type VolunteerWords } from '../words/volunteer-words.ts';

export interface PinPageProps {
  readonly language: Language;
  readonly session: VolunteerSession;
  readonly onLanguage: (language: Language) => void;
  readonly onOpen: () => void;
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const pinMin = 6;
const pinMax = 12;

export const PinPage = ({ language, session, onLanguage, onOpen }: PinPageProps) => {
  const words = volunteerWordsOf[language];
  const text = words.pin;
  const other = otherLanguage[language];
  const title =
    session.session === 'no-pin' ? text.none : session.centre === null ? text.title : text.titleAt(session.centre);
  useLayoutEffect(() => {
    document.title = `${title} | ${words.product}`;
  }, [title, words]);
  return (
    <>
      <header class="masthead">
        <p class="brand">{words.product}</p>
        <div class="masthead-tools">
          <button type="button" class="press" lang={other} onClick={() => onLanguage(other)}>
            <Languages aria-hidden="true" />
            {words.switchLanguage}
          </button>
        </div>
      </header>
      <main id="content" class="pin-page">
        <h1 class="headline">{title}</h1>
        {session.session === 'no-pin' ? (
          <Notice kind="plain" title={text.noneNext}>
            <p>{text.noneSafe}</p>
          </Notice>
        ) : (
          <PinPad words={words} onOpen={onOpen} />
        )}
      </main>
    </>
  );
};

const PinPad = ({ words, onOpen }: { readonly words: VolunteerWords; readonly onOpen: () => void }) => {
  const text = words.pin;
  const [pin, setShown] = useState('');
  // What was typed so far, at once: a quick hand, or a scanner, is done before the page has been drawn again.
  const typed = useRef('');
  const isAsked = useRef(false);
  const setPin = (digits: string): void => {
    typed.current = digits;
    setShown(digits);
  };
  const [told, setTold] = useState<Asked<VolunteerSession> | 'short' | null>(null);
  const [isAsking, setAsking] = useState(false);
  const add = (digit: string): void => setPin((typed.current + digit).slice(0, pinMax));
  const erase = (): void => setPin(typed.current.slice(0, -1));
  const open = async (): Promise<void> => {
    if (isAsked.current) return;
    if (typed.current.length < pinMin) {
      setTold('short');
      return;
    }
    isAsked.current = true;
    setAsking(true);
    const answer = await signIn(typed.current);
    isAsked.current = false;
    setAsking(false);
    setTold(answer);
    // What was entered stays while the computer is away, and goes when it was wrong.
    if (answer.kind !== 'lost') setPin('');
    if (answer.kind === 'answered' && answer.answer.session === 'signed-in') onOpen();
  };
  useKeys({ add, erase, open: () => void open() });
  return (
    <>
      <p class="pin-shown" role="status" aria-label={`${text.label} ${text.entered(pin.length)}`}>
        <span aria-hidden="true">{pin === '' ? '－' : '●'.repeat(pin.length)}</span>
      </p>
      <PinFault words={words} told={told} />
      <div class="pin-pad">
        {digits.map((digit) => (
          <DigitKey key={digit} digit={digit} onPress={add} />
        ))}
        <button type="button" class="press" onClick={erase}>
          <Delete aria-hidden="true" />
          {text.erase}
        </button>
        <DigitKey digit="0" onPress={add} />
        <button type="button" class="press is-primary" aria-disabled={isAsking} onClick={() => void open()}>
          <LockKeyholeOpen aria-hidden="true" />
          {text.open}
        </button>
      </div>
    </>
  );
};

const DigitKey = ({ digit, onPress }: { readonly digit: string; readonly onPress: (digit: string) => void }) => (
  <button type="button" class="press digit" onClick={() => onPress(digit)}>
    {digit}
  </button>
);

interface Keys {
  readonly add: (digit: string) => void;
  readonly erase: () => void;
  readonly open: () => void;
}

/** Wherever the focus is; but Enter on a key of the pad presses that key. */
const useKeys = ({ add, erase, open }: Keys): void => {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // A Japanese input method keeps the figure to itself and tells only the key.
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? event.key;
      if (/^\d$/.test(digit)) add(digit);
      else if (event.key === 'Backspace') erase();
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) open();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  });
};

const PinFault = ({
  words,
  told,
}: {
  readonly words: VolunteerWords;
  readonly told: Asked<VolunteerSession> | 'short' | null;
}) => {
  const text = words.pin;
  if (told === null || (told !== 'short' && told.kind === 'answered')) return null;
  if (told === 'short') return <Notice kind="watch" title={text.short} isSudden />;
  if (told.kind === 'lost') {
    return (
      <Notice kind="watch" title={words.away.title} isSudden>
        <p>{words.away.next}</p>
      </Notice>
    );
  }
  if (told.status === 429) {
    const minutes = Math.max(1, Math.ceil((told.waitSeconds ?? 60) / 60));
    return (
      <Notice kind="urgent" title={text.many} isSudden>
        <p>{text.manyNext(minutes)}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="watch" title={text.wrong} isSudden>
      <p>{text.wrongNext}</p>
    </Notice>
  );
};
