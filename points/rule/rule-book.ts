/** Rule book: which version of the rules is in force on which date. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { Programme } from './programme-file.ts';
import type { RuleVersion } from './rule-version.ts';

/** A version and the date from which on it has the say. */
export interface InForce {
  readonly from: PlainDateText;
  readonly rules: RuleVersion;
}

export class RuleBook {
  readonly programme: Omit<Programme, 'versions'>;
  /** Oldest first, at least one; the first serves every earlier date too. */
  readonly inForce: readonly [InForce, ...InForce[]];

  constructor(programme: Omit<Programme, 'versions'>, inForce: readonly [InForce, ...InForce[]]) {
    this.programme = programme;
    this.inForce = inForce;
  }

  /** Each version from its own effective date on: as a programme is that has no past yet. */
  static asWritten({ versions, ...programme }: Programme): RuleBook {
    const [first, ...rest] = versions.map((rules) => ({ from: rules.effectiveFrom, rules }));
    if (first === undefined) throw new Error('bug: a programme file without versions was read');
    return new RuleBook(programme, [first, ...rest]);
  }

  /** The rules for what was walked or done on `date`. */
  on(date: PlainDateText): RuleVersion {
    if (this.inForce.length === 1) return this.inForce[0].rules;
    return (this.inForce.findLast(({ from }) => from <= date) ?? this.inForce[0]).rules;
  }

  get newest(): RuleVersion {
    return (this.inForce.at(-1) ?? this.inForce[0]).rules;
  }

  /** The same rules without their limits: what would have been earned. */
  withoutCaps(): RuleBook {
    const free = ({ from, rules }: InForce): InForce => ({ from, rules: { ...rules, caps: [] } });
    const [first, ...rest] = this.inForce;
    return new RuleBook(this.programme, [free(first), ...rest.map(free)]);
  }

  version(number: number): RuleVersion | undefined {
    return this.inForce.find(({ rules }) => rules.version === number)?.rules;
  }
}
