import { poolsOf, type ConfigSnapshot } from '@parley/config';
import { didYouMean } from '@parley/sms';
import type { ConversationProblem } from './conversation-problem.js';

/** What is wrong with filling this pool: no flow draws from it, or another conversation of the file fills it. */
export function poolProblem(
  pool: string,
  filled: ReadonlySet<string>,
  declared: ConfigSnapshot,
): Pick<ConversationProblem, 'code' | 'message'> | undefined {
  if (filled.has(pool)) {
    const message = `Another conversation fills "${pool}"; they are played side by side, so give each a pool of its own.`;
    return { code: 'POOL_SHARED', message };
  }
  const pools = poolsOf(declared);
  if (pools.includes(pool)) return undefined;
  const hint = didYouMean(pool, pools) || '; correct the name.';
  return { code: 'POOL_UNKNOWN', message: `No flow of parley.yaml draws from a pool "${pool}"${hint}` };
}
