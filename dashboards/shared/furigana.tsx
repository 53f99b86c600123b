/** Furigana: text whose hard words carry their reading, `{歩数|ほすう}が {届|とど}きました`, shown above them or left out. */

export interface FuriganaProps {
  readonly text: string;
  readonly isOn: boolean;
}

export const Furigana = ({ text, isOn }: FuriganaProps) => (
  <>
    {partsOf(text).map(({ base, reading }, index) =>
      isOn && reading !== null ? (
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

export interface FuriganaPart {
  readonly base: string;
  readonly reading: string | null;
}

export const partsOf = (text: string): readonly FuriganaPart[] =>
  text.split(/(\{[^{}|]+\|[^{}|]+\})/).flatMap((part): readonly FuriganaPart[] => {
    if (part === '') return [];
    const [, base, reading] = /^\{(.+)\|(.+)\}$/.exec(part) ?? [];
    return base === undefined || reading === undefined ? [{ base: part, reading: null }] : [{ base, reading }];
  });
