/** Desk kinds: the closed word lists of the desk API; a page needs these without the schemas. */

/**
 * `none`: nothing has arrived. `open`, `final`, `corrected`: as the feed says. `held`: the feed is not sure of the day.
 * `doubt`: the day looks unlike walking and waits for a person. `void`: a person decided that it earns nothing.
 */
export const deskDayStates = ['none', 'open', 'final', 'corrected', 'held', 'doubt', 'void'] as const;
export type DeskDayState = (typeof deskDayStates)[number];

export const deskEntryKinds = ['credit', 'correction', 'void', 'transfer', 'expiry', 'exchange'] as const;
export type DeskEntryKind = (typeof deskEntryKinds)[number];

export const decisionKinds = ['accept', 'cap', 'void'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** `venue`: one code at a venue for everybody who comes. `once`: each slip serves one person once. */
export const codeKinds = ['venue', 'once'] as const;
export type CodeKind = (typeof codeKinds)[number];
