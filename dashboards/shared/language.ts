/** Language: the two languages every page speaks. */
export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

export const otherLanguage: Readonly<Record<Language, Language>> = { ja: 'en', en: 'ja' };
