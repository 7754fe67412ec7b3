import type { StoredSpan } from '@parley/persistence';
import { isWhole, type TraceTree, traceTrees } from '@parley/traces';

/** What is wrong with a conversation's traces; nothing when it tells its whole story. */
export type Flaw =
  | 'TURN_MISSING'
  | 'TURN_BROKEN'
  | 'TURN_CUT_SHORT'
  | 'RECEIPT_MISSING'
  | 'RECEIPT_BROKEN'
  | 'TURN_NOT_LINKED'
  | 'RECEIPT_NOT_LINKED'
  | 'SPAN_WITHOUT_CONVERSATION';

/** Steps that each turn of a plain keyword takes. */
const STEPS = [
  'send parley.mo.received.v1',
  'poll parley.mo.received.v1',
  'process parley.mo.received.v1',
  'send parley.mt.requested.v1',
  'process parley.mt.requested.v1',
  'wait for slot',
];

/** Whether a conversation of so many turns, each with its receipt, is connected and linked. */
export function judgeConversation(spans: readonly StoredSpan[], turns: number): Flaw[] {
  const flaws = new Set<Flaw>();
  const trees = traceTrees(spans);
  const of = ({ traceId }: TraceTree): StoredSpan[] => spans.filter((span) => span.traceId === traceId);
  const begunBy = (route: string): TraceTree[] =>
    trees.filter(({ roots }) => roots.some(({ span }) => span.name.endsWith(route)));

  const mos = begunBy('/mo');
  if (mos.length !== turns) flaws.add('TURN_MISSING');
  mos.forEach((tree, turn) => {
    if (!isConnected(tree)) flaws.add('TURN_BROKEN');
    const own = of(tree);
    const names = new Set(own.map(({ name }) => name));
    const submitted = own.some(({ name }) => name.startsWith('submit '));
    if (!submitted || STEPS.some((step) => !names.has(step))) flaws.add('TURN_CUT_SHORT');
    const before = mos[turn - 1];
    if (before && !linksTo(own, (traceId) => traceId === before.traceId)) flaws.add('TURN_NOT_LINKED');
  });

  const receipts = begunBy('/receipts');
  if (receipts.length < turns) flaws.add('RECEIPT_MISSING');
  // To the send itself; a receipt that overtakes the answer to it knows the turn that asked for the text.
  const sent = new Set(spans.filter(({ name }) => name.startsWith('submit ')).map(({ traceId }) => traceId));
  for (const tree of receipts) {
    if (!isConnected(tree)) flaws.add('RECEIPT_BROKEN');
    if (!linksTo(of(tree), (traceId) => sent.has(traceId))) flaws.add('RECEIPT_NOT_LINKED');
  }
  if (spans.some(({ attributes }) => !attributes['messaging.message.conversation_id'])) {
    flaws.add('SPAN_WITHOUT_CONVERSATION');
  }
  return [...flaws];
}

function isConnected(tree: TraceTree): boolean {
  return tree.roots.length === 1 && isWhole(tree);
}

function linksTo(spans: readonly StoredSpan[], wanted: (traceId: string) => boolean): boolean {
  return spans.some(({ links }) => links.some((link) => wanted(link.slice(0, link.indexOf('/')))));
}
