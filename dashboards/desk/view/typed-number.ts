/** Typed number: what a clerk or a scanner enters for a participant, made plain. Pure. */

/** `１９番` → `19`; a card's number stays as it is. */
export const plainNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .trim()
    .replace(/(番|さん)+$/u, '')
    .trim();

export const isSameNumber = (
  typed: string,
  { id, label }: { readonly id: string; readonly label: string | null },
): boolean => typed.toLowerCase() === id.toLowerCase() || typed === label;
