/** Simple PIN: the ones that whoever stands at the screen tries first. Pure. */

/** With fewer different digits there are too few of them. */
const differentMin = 3;

/** Of a PIN that has its right form: `000000`, `123456`, `987654`, `246802`, `121212`, `123123`, `112233` and their like. */
export const isSimplePin = (pin: string): boolean => {
  const digits = Array.from(pin, Number);
  const pairs = digits.filter((_, i) => i % 2 === 0);
  const isInPairs = pin.length % 2 === 0 && digits.every((digit, i) => digit === pairs[Math.floor(i / 2)]);
  return new Set(digits).size < differentMin || isRun(digits) || repeats(pin) || (isInPairs && isRun(pairs));
};

/** Each digit as far from the one before as any other, going round at ten. */
const isRun = (digits: readonly number[]): boolean => {
  const steps = digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10);
  return new Set(steps).size <= 1;
};

const repeats = (pin: string): boolean => {
  const lengths = Array.from({ length: Math.floor(pin.length / 2) }, (_, i) => i + 1);
  return lengths.some((length) => pin.slice(length) === pin.slice(0, -length));
};
