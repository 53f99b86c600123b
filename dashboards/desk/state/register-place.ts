/** Register place: the pages of the register and its papers, and on what, as their address says. */

/** Lists: the words looked for, a centre's id, and how many rows come before; an empty text is no choice. */
interface Listed {
  readonly query: string;
  readonly centre: string;
  readonly from: string;
}

export type RegisterPlace =
  | ({ readonly kind: 'people'; readonly pedometer: string } & Listed)
  | { readonly kind: 'registered'; readonly id: string }
  | { readonly kind: 'new-person'; readonly centre: string }
  | ({ readonly kind: 'pedometers'; readonly standing: string } & Listed)
  | { readonly kind: 'pedometer'; readonly device: string }
  | { readonly kind: 'new-pedometer'; readonly centre: string }
  | { readonly kind: 'loans' }
  | { readonly kind: 'lend'; readonly device: string; readonly participant: string }
  | { readonly kind: 'take-back'; readonly device: string }
  /** The loan that began at `start`. */
  | { readonly kind: 'correction'; readonly device: string; readonly participant: string; readonly start: string }
  | { readonly kind: 'centres' }
  | { readonly kind: 'gateways' }
  | { readonly kind: 'changes'; readonly from: string }
  | { readonly kind: 'tables'; readonly table: string }
  | { readonly kind: 'import-steps' }
  | { readonly kind: 'labels'; readonly what: string; readonly centre: string }
  | { readonly kind: 'letter'; readonly id: string; readonly month: string }
  | { readonly kind: 'letters'; readonly centre: string; readonly month: string };

export const firstPeople = { kind: 'people', query: '', centre: '', pedometer: '', from: '' } as const;
export const firstPedometers = { kind: 'pedometers', query: '', centre: '', standing: '', from: '' } as const;

/** Null for pages that are not of the register, and where it is not said on what. */
export const registerPlaceOf = (kind: string, asked: URLSearchParams): RegisterPlace | null => {
  const text = (key: string): string => asked.get(key) ?? '';
  const listed = { query: text('query'), centre: text('centre'), from: text('from') };
  switch (kind) {
    case 'people':
      return { kind, ...listed, pedometer: text('pedometer') };
    case 'pedometers':
      return { kind, ...listed, standing: text('standing') };
    case 'new-person':
    case 'new-pedometer':
      return { kind, centre: text('centre') };
    case 'loans':
    case 'centres':
    case 'gateways':
    case 'import-steps':
      return { kind };
    case 'lend':
      return { kind, device: text('device'), participant: text('participant') };
    case 'take-back':
      return { kind, device: text('device') };
    case 'changes':
      return { kind, from: text('from') };
    case 'tables':
      return { kind, table: text('table') };
    case 'labels':
      return { kind, what: text('what'), centre: text('centre') };
    case 'letters':
      return { kind, centre: text('centre'), month: text('month') };
    default:
      return oneOf(kind, asked);
  }
};

/** Pages about one person, pedometer or loan. */
const oneOf = (kind: string, asked: URLSearchParams): RegisterPlace | null => {
  const [id, device, participant, start] = ['id', 'device', 'participant', 'start'].map((key) => asked.get(key) ?? '');
  if (kind === 'registered' && id) return { kind, id };
  if (kind === 'letter' && id) return { kind, id, month: asked.get('month') ?? '' };
  if (kind === 'pedometer' && device) return { kind, device };
  if (kind === 'correction' && device && participant && start) return { kind, device, participant, start };
  return null;
};
