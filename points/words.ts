/** Words: numbers, dates and amounts as a 78-year-old reads them, in Japanese and English. Pure. */
export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

/** The same sentence in both languages. */
export type Words = Readonly<Record<Language, string>>;

const weekdays = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `6214` → `6,214`, the same in both languages. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** `2026-11-21` → `11月21日(土)` · `Sat 21 Nov`. */
export const dayWords = (date: string): Words => {
  const { month, day, dayOfWeek } = Temporal.PlainDate.from(date);
  return {
    ja: `${month}月${day}日(${weekdays.ja[dayOfWeek - 1] ?? ''})`,
    en: `${weekdays.en[dayOfWeek - 1] ?? ''} ${day} ${months[month - 1] ?? ''}`,
  };
};

export interface Unit {
  readonly ja: string;
  readonly en: { readonly one: string; readonly other: string };
}

/** `2` → `2ポイント` · `2 points`. */
export const amountWords = (points: number, unit: Unit): Words => ({
  ja: `${grouped(points)}${unit.ja}`,
  en: `${grouped(points)} ${points === 1 ? unit.en.one : unit.en.other}`,
});

export const stepWords = (steps: number): Words => ({
  ja: `${grouped(steps)}歩`,
  en: `${grouped(steps)} ${steps === 1 ? 'step' : 'steps'}`,
});
