import { slownessInStory, type Told } from './slow-story.js';
import { slownessInTrace } from './slow-trace.js';
import type { Slowness } from './slowness.js';
import type { TraceTree } from './trace-tree.js';

/**
 * Why a turn was slow, or why nothing came of it: by its trace, or, where that does not tell, as where none is
 * kept, by its story. Undefined where nothing took long.
 */
export function whySlow(tree: TraceTree | undefined, told: readonly Told[] = []): Slowness | undefined {
  return (tree && slownessInTrace(tree)) ?? slownessInStory(told);
}
