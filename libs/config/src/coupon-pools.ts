import type { ConfigSnapshot } from './config-snapshot.js';

/** The pools of coupon codes that flows draw from. */
export function poolsOf({ flows }: Pick<ConfigSnapshot, 'flows'>): string[] {
  const steps = [...flows.values()].flatMap((flow) => flow.steps);
  const pools = steps.flatMap((step) => (step.kind === 'coupon' && step.pool ? [step.pool] : []));
  return [...new Set(pools)].sort();
}
