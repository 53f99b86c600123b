/** Letter choices: what a clerk decides about letters before they are printed; this computer remembers it. */
import { useDesk } from '../state/desk.ts';
import { useKeptSetting } from '../state/kept-setting.ts';
import { CheckField, TextField } from './fields.tsx';
import type { LetterChoices } from './letter.tsx';

/** As they are typed. */
interface TypedChoices {
  readonly furigana: string;
  readonly voucher: string;
  readonly voucherName: string;
  readonly contact: string;
}

export interface KeptChoices {
  readonly choices: LetterChoices;
  readonly set: Setting;
}

type Setting = {
  readonly [Name in keyof TypedChoices]: readonly [string, (text: string) => void];
};

export const useLetterChoices = (): KeptChoices => {
  const { words } = useDesk();
  const set: Setting = {
    furigana: useKeptSetting('letter-furigana', 'on'),
    voucher: useKeptSetting('letter-voucher', ''),
    voucherName: useKeptSetting('letter-voucher-name', words.letter.voucherFirst),
    contact: useKeptSetting('contact', ''),
  };
  const points = Number(set.voucher[0].normalize('NFKC').replaceAll(',', ''));
  return {
    set,
    choices: {
      hasFurigana: set.furigana[0] === 'on',
      voucherPoints: Number.isInteger(points) && points > 0 ? points : null,
      voucherName: set.voucherName[0].trim(),
      contact: set.contact[0].trim(),
    },
  };
};

export interface LetterChoicesFormProps {
  readonly choices: LetterChoices;
  readonly onChoice: Setting;
}

export const LetterChoicesForm = ({ choices, onChoice }: LetterChoicesFormProps) => {
  const { words, language } = useDesk();
  const text = words.letter;
  const field = (name: keyof TypedChoices) => ({ value: onChoice[name][0], onValue: onChoice[name][1] });
  return (
    <>
      {language === 'ja' && (
        <CheckField
          label={text.furigana}
          isChecked={choices.hasFurigana}
          onChecked={(isOn) => onChoice.furigana[1](isOn ? 'on' : 'off')}
        />
      )}
      <div class="fields">
        <TextField label={text.voucher} hint={text.voucherHint} {...field('voucher')} max={7} isNumber />
        <TextField label={text.voucherName} {...field('voucherName')} max={20} />
        <TextField label={text.contact} hint={text.contactHint} {...field('contact')} max={80} />
      </div>
    </>
  );
};
