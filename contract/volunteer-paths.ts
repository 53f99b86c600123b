/** Volunteer paths: where a gateway answers its volunteers' pages, which need these without the schemas. */

/** Events of the stream: `state` of a VolunteerState at once and after each change, at most twice a second; `heartbeat` `{ now }`. */
export const volunteerPaths = {
  session: '/api/centre/session',
  signIn: '/api/centre/sign-in',
  signOut: '/api/centre/sign-out',
  state: '/api/centre/state',
  live: '/api/centre/live',
  ask: '/api/centre/ask',
  act: '/api/centre/actions',
} as const;
