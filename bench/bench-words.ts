/** Bench words: what a benchmark is told on the command line, or a clear answer. */

/** The whole number that `text` says, or the usual one. Throws with a sentence where it says something else. */
export const wholeNumberOf = (
  text: string | undefined,
  usual: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number => {
  if (text === undefined) return usual;
  const value = Number(text.replaceAll(/[_,]/g, ''));
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const upTo = most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`;
  throw new Error(`${text} is no whole number from ${least} ${upTo}`);
};

/** The numbers of the command line, each with what is usual and what is least; ends the process with `usage` where it must. */
export const numbersAsked = <Name extends string>(
  usage: string,
  wanted: Readonly<Record<Name, { readonly usual: number; readonly least: number }>>,
): Readonly<Record<Name, number>> => {
  const given = process.argv.slice(2);
  if (given.some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  const names = Object.keys(wanted) as Name[];
  try {
    if (given.length > names.length) throw new Error(`at most ${names.length} number(s), please`);
    const numbers = names.map((name, i) => [name, wholeNumberOf(given[i], wanted[name].usual, wanted[name].least)]);
    return Object.fromEntries(numbers) as Record<Name, number>;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
};
