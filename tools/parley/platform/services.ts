/** The four services, in the order of a text's way through them. */
export const serviceNames = ['ingest', 'keyword-router', 'subscriptions', 'dispatcher'] as const;

/** Those, and the console, which looks on: no text waits for it, so only `parley start` starts it. */
export const allServices = [...serviceNames, 'console'] as const;

export type ServiceName = (typeof allServices)[number];
