/** Loan words: what a change of loans does, before and after it is recorded, as a clerk reads it out. Pure. */
import type { Said } from '../../contract/desk-terms.ts';

const weekdays = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `11月21日(土) 9:05` · `Sat 21 Nov 2026, 9:05`. */
export const momentWords = (at: string, zone: string): Said => {
  const { year, month, day, hour, minute, dayOfWeek } = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const time = `${hour}:${String(minute).padStart(2, '0')}`;
  return {
    ja: `${year}年${month}月${day}日(${weekdays.ja[dayOfWeek - 1] ?? ''}) ${time}`,
    en: `${weekdays.en[dayOfWeek - 1] ?? ''} ${day} ${months[month - 1] ?? ''} ${year}, ${time}`,
  };
};

export const lentSentence = (label: string, participant: string, at: string, zone: string, isDone: boolean): Said => {
  const when = momentWords(at, zone);
  return isDone
    ? {
        ja: `${when.ja}から、${label}番を${participant}に貸しました。`,
        en: `Lent no. ${label} to ${participant} from ${when.en} on.`,
      }
    : {
        ja: `${when.ja}から、${label}番を${participant}に貸します。`,
        en: `No. ${label} would be lent to ${participant} from ${when.en} on.`,
      };
};

export const takenBackSentence = (label: string, at: string, zone: string, lost: boolean, isDone: boolean): Said => {
  const when = momentWords(at, zone);
  const ja = lost ? `なくなったことに${isDone ? 'しました' : 'します'}` : `受け取${isDone ? 'りました' : 'ります'}`;
  const en = lost ? 'lost' : 'given back';
  return {
    ja: `${label}番を、${when.ja}に${ja}。`,
    en: isDone ? `No. ${label}: ${en} at ${when.en}.` : `No. ${label} would be ${en} at ${when.en}.`,
  };
};

export const correctedSentence = (label: string, participant: string, isDone: boolean): Said => ({
  ja: `${label}番を${participant}に貸した時間を${isDone ? '直しました' : '直します'}。`,
  en: isDone
    ? `Corrected when ${participant} had no. ${label}.`
    : `It would be corrected when ${participant} had no. ${label}.`,
});

export const undoneSentence = (label: string, isDone: boolean): Said => ({
  ja: `${label}番の受け渡しを、なかったことに${isDone ? 'しました' : 'します'}。`,
  en: isDone ? `What was said of no. ${label} is taken back.` : `What was said of no. ${label} would be taken back.`,
});

export const settledSentence = (label: string, at: string, zone: string, isDone: boolean): Said => {
  const when = momentWords(at, zone);
  return {
    ja: `${label}番の受け渡しは、${when.ja}のことと${isDone ? 'しました' : 'します'}。`,
    en: isDone
      ? `The hand-over of no. ${label} was at ${when.en}.`
      : `The hand-over of no. ${label} would be at ${when.en}.`,
  };
};
