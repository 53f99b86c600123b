/** Ruby text: words with their furigana over them, where the reader switched it on. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { rubyParts } from './ruby.ts';

export const FuriganaContext = createContext(false);

export const Ruby = ({ text }: { readonly text: string }) => {
  const hasFurigana = useContext(FuriganaContext);
  return (
    <>
      {rubyParts(text).map(({ base, reading, shown }, index) =>
        hasFurigana && shown ? (
          <ruby key={index}>
            {base}
            <rp>（</rp>
            <rt>{reading}</rt>
            <rp>）</rp>
          </ruby>
        ) : (
          base
        ),
      )}
    </>
  );
};
