import type { StoredSpan } from '@parley/persistence';

/** What the router read a text as, in a few words, for one that nothing answers; undefined while no span tells. */
export function readAs(spans: readonly StoredSpan[]): string | undefined {
  const router = spans.find(({ attributes }) => attributes['parley.rule']);
  const { 'parley.intent': intent, 'parley.rule': rule } = router?.attributes ?? {};
  if (typeof intent !== 'string' || typeof rule !== 'string') return undefined;
  return rule === 'support/case'
    ? 'a person has this conversation now: npx parley cases list'
    : `the text was ${intent} by ${rule}, which has no answer here`;
}
