/** The four services, in the order of a text's way through them. */
export const serviceNames = ['ingest', 'keyword-router', 'subscriptions', 'dispatcher'] as const;

export type ServiceName = (typeof serviceNames)[number];
