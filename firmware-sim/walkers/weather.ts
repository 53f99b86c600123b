/** Weather: rain over a whole town, the same for everybody, in spells. */
import type { Random } from '../../runtime/random.ts';

export interface Weather {
  /** `day` is a local date, counted in days since 1970-01-01. */
  isRainy(day: number): boolean;
}

/** About a third of the days, as in most of Japan. */
export const rainyShare = 0.32;
/** Rain comes in spells: this share of the days is as the pair of days is to which they belong. */
const spellWeight = 0.5;

export const townWeather = (random: Random): Weather => ({
  isRainy: (day) => {
    const spell = random.fork(`spell ${Math.floor(day / 2)}`).next();
    const own = random.fork(`day ${day}`).next();
    return (own < spellWeight ? spell : random.fork(`shower ${day}`).next()) < rainyShare;
  },
});
