import type { StoredSpan } from '@parley/persistence';
import { slowSentence, traceTrees, whySlow, type Slowness, type Told } from '@parley/traces';
import type { StoryEntry } from '../../../src/domain/story-entry.js';
import { clock, lasted } from '../words.js';
import type { ToldEntry } from './told-story.js';

/** A turn that took long, or of which nothing came, with why. */
export interface SlowTurn {
  readonly traceId: string;
  /** When it began, ms since the epoch. */
  readonly atMs: number;
  readonly cause: Slowness['cause'];
  readonly sentence: string;
}

/** One line of the timeline: what happened, or why what follows was slow. */
export type Line =
  { readonly kind: 'told'; readonly told: ToldEntry } | { readonly kind: 'slow'; readonly slow: SlowTurn };

const ASIDE: ReadonlySet<Slowness['cause']> = new Set(['unreadable', 'parked']);

/** The turns of a conversation that were slow, the oldest first: by their traces, or by the story where none is kept. */
export function slowTurns(entries: readonly StoryEntry[], spans: readonly StoredSpan[]): SlowTurn[] {
  const turns = Map.groupBy(entries, ({ traceId }) => traceId);
  const trees = new Map(traceTrees(spans).map((tree) => [tree.traceId, tree]));
  return [...new Set([...turns.keys(), ...trees.keys()])]
    .flatMap((traceId) => {
      const told = turns.get(traceId) ?? [];
      const tree = trees.get(traceId);
      const slowness = whySlow(tree, told.map(toldOf));
      // A receipt has a trace of its own, and nobody waits for it; what was set aside has no entry to stand at.
      const isTurn = told.some(isOnItsWay);
      if (slowness === undefined || !(isTurn || ASIDE.has(slowness.cause))) return [];
      const begins = [...told.map(({ at }) => Date.parse(at)), ...(tree ? [tree.startUs / 1_000] : [])];
      const { cause } = slowness;
      return [
        { traceId, atMs: Math.min(...begins), cause, sentence: slowSentence(slowness, { lasted, clock }) },
      ];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/** What only the way of a text out of the house brings; a receipt brings statuses, too. */
const isOnItsWay = ({ kind, data }: StoryEntry): boolean =>
  kind === 'mo' || kind === 'mt' || (kind === 'status' && data['status'] === 'retrying');

function toldOf({ kind, at, mtId, data }: StoryEntry): Told {
  const text = (name: string): string | undefined =>
    typeof data[name] === 'string' ? data[name] : undefined;
  const nextAt = text('nextAt');
  return {
    ...{ kind, mtId, atMs: Date.parse(at), status: text('status'), code: text('code') },
    nextAtMs: nextAt === undefined ? undefined : Date.parse(nextAt),
  };
}

/** The timeline, each slow turn with its line before the first of its entries; one without entries by its time. */
export function withSlowTurns(story: readonly ToldEntry[], slow: readonly SlowTurn[]): Line[] {
  const waiting = new Map(slow.map((turn) => [turn.traceId, turn]));
  const known = new Set(story.map(({ entry }) => entry.traceId));
  const take = (which: (turn: SlowTurn) => boolean): Line[] =>
    [...waiting.values()].filter(which).map((turn) => {
      waiting.delete(turn.traceId);
      return { kind: 'slow', slow: turn };
    });
  const lines = story.flatMap((told): Line[] => {
    const { traceId, at } = told.entry;
    const alone = take((turn) => !known.has(turn.traceId) && turn.atMs < Date.parse(at));
    return [...alone, ...take((turn) => turn.traceId === traceId), { kind: 'told', told }];
  });
  return [...lines, ...take(() => true)];
}
