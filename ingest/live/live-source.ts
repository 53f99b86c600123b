/** Live source: where the live page's numbers come from; the cloud answers it from its own tables. */
import type { LiveSnapshot, LiveVisit } from '../../contract/live.ts';

export type LiveEvent = { readonly kind: 'changed' } | { readonly kind: 'visit'; readonly visit: LiveVisit };

export interface LiveSource {
  /** Everything the page shows, as of now. Asked for at most once a second, however many look. */
  snapshot(): LiveSnapshot;
  /** Tells `listener` of every change until the function it returns is called. The listener never throws and is quick. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}
