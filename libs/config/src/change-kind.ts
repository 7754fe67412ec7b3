import type { Change } from './plan.js';
import type { ChangeKind } from './replay.js';

const OPT_OUT_FIELDS: readonly string[] = ['optOutText', 'optOutScope', 'fuzzyOptOut', 'goodbyeText'];

/** What a change of the configuration touches: how people get out, their consent otherwise, or neither. */
export function changeKindOf(change: Change): ChangeKind {
  const { kind, action, fields } = change;
  const sides = ['before' in change ? change.before : {}, 'after' in change ? change.after : {}];
  const does = (what: string): boolean => sides.some((side) => side['action'] === what);
  const takesAway = action === 'remove' && (kind === 'program' || kind === 'sender');
  const optOutField = action === 'change' && fields.some(({ field }) => OPT_OUT_FIELDS.includes(field));
  if (takesAway || optOutField || (kind === 'keyword' && does('unsubscribe'))) return 'opt_out';
  return kind === 'program' || (kind === 'keyword' && does('subscribe')) ? 'consent' : 'other';
}

const ORDER: readonly ChangeKind[] = ['opt_out', 'consent', 'other'];

/** The changes as somebody should read them: opt-outs first, then consent; each as they are carried out. */
export function byConcern(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => ORDER.indexOf(changeKindOf(a)) - ORDER.indexOf(changeKindOf(b)));
}
