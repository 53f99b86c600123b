/** Analysis rows: the numbers of an answer's rows as they are told: people to the ten, sums each in its step. Pure. */
import { toGrain, type Grains } from './analysis-grain.ts';
import { peopleMin } from './analysis-terms.ts';

/** People to the ten; what is something stays something. Null stays null. */
export const toTens = <Value extends number | null>(value: Value): Value =>
  (value === null ? value : toGrain(value, peopleMin)) as Value;

/** All numbers of a row that are people; what says which row it is stays. */
export const counts = <Row extends object>(row: Row, names: readonly (keyof Row)[]): Row => each(row, names, toTens);

/** All numbers of a row that are sums, each in its step, which is named for it and the row. */
export const sums = <Row extends object>(
  row: Row,
  names: readonly (keyof Row & string)[],
  of: string,
  grains: Grains,
): Row => each(row, names, (value, name) => grains.told(`${name} ${of}`, value));

export const each = <Row extends object, Name extends keyof Row>(
  row: Row,
  names: readonly Name[],
  round: (value: number, name: Name) => number,
): Row => {
  const rounded = { ...row };
  for (const name of names) {
    const value = rounded[name];
    if (typeof value === 'number') rounded[name] = round(value, name) as Row[Name];
  }
  return rounded;
};
