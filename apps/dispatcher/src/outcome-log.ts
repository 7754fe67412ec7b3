import { Logger } from '@nestjs/common';
import { storyOf } from '@parley/platform';

const logger = new Logger('Outcome');

/** Said of every text that did not go, or of which nobody knows; what went well is counted and traced, not logged. */
export function logOutcome(
  mt: { id: string; conversationId: string; traceparent: string; sender: string; lane: string },
  status: string,
  code: string | undefined,
): void {
  if (status === 'submitted') return;
  const line = { msg: `text ${status}`, ...storyOf(mt), sender: mt.sender, lane: mt.lane, code };
  if (status === 'unknown') logger.warn(line);
  else logger.log(line);
}
