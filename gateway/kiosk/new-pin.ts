/** New PIN: which ones a centre may have, and one made by chance. */
import { pinSchema } from '../../contract/volunteer.ts';
import { OperatorError } from '../../runtime/fault.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { isSimplePin } from './simple-pin.ts';

/** Throws OperatorError `pin-form` or `pin-simple`. The PIN itself is not told. */
export const checkNewPin = (pin: string): void => {
  if (!pinSchema.safeParse(pin).success) {
    throw new OperatorError(
      'pin-form',
      'A PIN has 6 to 12 digits, and nothing else (PINは6〜12けたの数字です)',
      'Choose another; the PIN is as before.',
    );
  }
  if (isSimplePin(pin)) {
    throw new OperatorError(
      'pin-simple',
      'Anybody would try that PIN first (だれでも思いつくPINです)',
      'No runs such as 123456, no repetitions such as 121212 or 000000. The PIN is as before.',
    );
  }
};

/** Of six digits, each as likely as any other. */
export const chancePin = (random: RandomBytes): string => {
  while (true) {
    // What is left of 256 after the last ten would make small digits likelier.
    const digits = Array.from(random(64)).filter((byte) => byte < 250);
    const pin = digits
      .map((byte) => String(byte % 10))
      .join('')
      .slice(0, 6);
    if (pinSchema.safeParse(pin).success && !isSimplePin(pin)) return pin;
  }
};
