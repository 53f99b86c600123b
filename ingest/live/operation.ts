/** Operation: what the live server tells those who look after the cloud: whether it can take anything in, and its figures. */

export const notReadyReasons = ['draining', 'broker-away', 'disk-full', 'commit-failed'] as const;
export type NotReadyReason = (typeof notReadyReasons)[number];

export interface Operation {
  /** Why nothing can be taken in at this moment; empty while it can. */
  notReady(): readonly NotReadyReason[];
  /** In Prometheus's text format, with its content type. */
  metrics(): Promise<{ readonly type: string; readonly body: string }>;
}
