/** Last month: the first and last date of the month before a date. Pure. */
export const lastMonth = (today: string): { readonly from: string; readonly to: string } => {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const textOf = (day: Date): string => day.toISOString().slice(0, 10);
  return { from: textOf(new Date(Date.UTC(year, month - 2, 1))), to: textOf(new Date(Date.UTC(year, month - 1, 0))) };
};
