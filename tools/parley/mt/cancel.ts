import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { campaignCancelRequested, mtCancelRequested } from '@parley/contracts';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { publishOrder } from './order.publisher.js';
import { countWaiting, type Meant, type Waiting } from './waiting.reader.pg.js';

export interface CancelOptions {
  readonly id?: string;
  readonly campaign?: string;
  readonly subscriber?: string;
  readonly sender?: string;
  readonly program?: string;
  readonly why?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly dataDir: string;
}

/** `parley mt cancel`: counts what would be called back, and orders it with `--yes`. */
export async function cancel(context: CommandContext, options: CancelOptions): Promise<void> {
  const { terminal } = context;
  const meant = meantBy(options);
  const platform = await RunningPlatform.find(resolve(options.dataDir), context.environment);
  const found = await countWaiting(platform, meant);
  const ordered = options.yes === true && (found.waiting > 0 || meant.campaign !== undefined);
  if (ordered) await order(platform, meant, found, options.why);
  if (options.json) return terminal.print(JSON.stringify({ ...found, subscriber: undefined, ordered }));
  const { waiting, underWay } = found;
  const count = `${waiting} ${waiting === 1 ? 'text waits' : 'texts wait'}, ${underWay} under way (those go).`;
  if (ordered) terminal.print(`${count} They are called back now: each ends as suppressed, CANCELLED.`);
  else if (options.yes) terminal.print(`${count} There is nothing to cancel.`);
  else terminal.print(`${count} Nothing is cancelled yet: add --yes.`);
}

function meantBy(options: CancelOptions): Meant {
  const { id, campaign, subscriber, sender, program } = options;
  const named = [id, campaign, subscriber].filter((value) => value !== undefined);
  if (named.length !== 1)
    throw failure.usage('Name what to cancel by one of --id, --campaign and --subscriber.');
  if (campaign !== undefined && (sender ?? program) !== undefined)
    throw failure.usage('A campaign is cancelled as a whole: leave out --sender and --program.');
  if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw failure.usage(`"${id}" is no text's id: it is the id of its mt.requested event, a UUID.`);
  return { id, campaign, subscriber: subscriber && e164Of(subscriber), sender, program };
}

async function order(
  platform: RunningPlatform,
  { id, campaign, subscriber, sender, program }: Meant,
  found: Waiting,
  why: string | undefined,
): Promise<void> {
  const asked = {
    by: userInfo().username,
    ...(why !== undefined && { why }),
    requestedAt: new Date().toISOString(),
  };
  if (campaign !== undefined) {
    await publishOrder(platform, campaignCancelRequested, campaign, { campaign, ...asked });
    return;
  }
  const person = subscriber ?? found.subscriber!;
  const which = { ...(id && { mtId: id }), ...(sender && { sender }), ...(program && { program }) };
  await publishOrder(platform, mtCancelRequested, person, { subscriber: person, ...which, ...asked });
}
