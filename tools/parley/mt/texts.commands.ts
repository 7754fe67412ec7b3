import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { mtResolveRequested, type MtResolveRequested } from '@parley/contracts';
import { mtPlace } from '../../../apps/dispatcher/src/domain/mt-place.js';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import type { SealedColumn } from '../person/person-tables.js';
import { rowOpenerOf } from '../person/sealed-columns.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { publishOrder } from './order.publisher.js';
import {
  clearGivenUp,
  givenUp,
  orphanReceipts,
  storyOf,
  unknownTexts,
  type TextStory,
} from './texts.reader.pg.js';

export interface CommonOptions {
  readonly json?: boolean;
  readonly dataDir: string;
}

export interface ResolveOptions extends CommonOptions {
  readonly as?: string;
  readonly why?: string;
  readonly by?: string;
}

/** The text of a story as `storyOf` reads it. */
const SEALED_TEXT: SealedColumn = {
  column: 'sealed',
  service: 'dispatcher',
  place: ({ id }) => mtPlace(String(id)),
  opened: (text) => ({ text }),
};

const MOST = 1000;
const OUTCOMES = ['delivered', 'undelivered', 'resend'] as const;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const platformOf = (context: CommandContext, { dataDir }: CommonOptions): Promise<RunningPlatform> =>
  RunningPlatform.find(resolve(dataDir), context.environment);

/** `parley mt show <id>` */
export async function show(context: CommandContext, id: string, options: CommonOptions): Promise<void> {
  const platform = await platformOf(context, options);
  const kept = await storyOf(platform, idOf(id));
  if (!kept) throw failure.noSuchText(id);
  const story = await readable(platform, kept);
  const { terminal } = context;
  if (options.json) return terminal.print(JSON.stringify(story, null, 2));
  for (const [name, value] of Object.entries(story))
    if (value !== null) terminal.print(`${terminal.colors.dim(name.padEnd(17))} ${String(value)}`);
}

/** With its text, where the dispatcher sealed it and its key is there. */
async function readable(platform: RunningPlatform, kept: TextStory): Promise<TextStory> {
  const { sealed, ...rest } = kept;
  if (sealed === null || sealed === undefined) return rest;
  const open = await rowOpenerOf(platform, String(kept['subscriber']), platform.keyring);
  return open(kept, SEALED_TEXT) as TextStory;
}

/** `parley mt unknown list` */
export async function listUnknown(context: CommandContext, options: CommonOptions): Promise<void> {
  const texts = await unknownTexts(await platformOf(context, options), MOST);
  const { terminal } = context;
  if (options.json) return terminal.print(JSON.stringify(texts, null, 2));
  if (texts.length === 0) return terminal.print('Of every text is known what became of it.');
  for (const { id, subscriber, sender, code, since, surfaced } of texts) {
    const state = surfaced ? terminal.colors.yellow('no receipt came') : 'awaits its receipt';
    terminal.print(
      `${id}  ${subscriber.padEnd(16)} ${sender.padEnd(12)} ${code ?? ''} since ${since}  ${state}`,
    );
  }
}

/** `parley mt unknown resolve <id>` */
export async function resolveUnknown(
  context: CommandContext,
  id: string,
  options: ResolveOptions,
): Promise<void> {
  const as = OUTCOMES.find((outcome) => outcome === options.as);
  if (!as) throw failure.usage('Say what became of the text: --as delivered, undelivered or resend.');
  if (!options.why) throw failure.usage('Say on what grounds, in words: --why "seen in the carrier\'s log".');
  const platform = await platformOf(context, options);
  const story = await storyOf(platform, idOf(id));
  if (!story) throw failure.noSuchText(id);
  if (story['status'] !== 'unknown') throw failure.notUnknown(id, String(story['status']));
  const subscriber = String(story['subscriber']);
  const order: MtResolveRequested = {
    subscriber,
    mtId: idOf(id),
    as,
    by: options.by ?? userInfo().username,
    why: options.why,
    requestedAt: new Date().toISOString(),
  };
  await publishOrder(platform, mtResolveRequested, subscriber, order);
  if (options.json) return context.terminal.print(JSON.stringify(order));
  const again = as === 'resend' ? ' and it goes again, as a new text' : '';
  context.terminal.print(
    `It ends as ${as === 'resend' ? 'undelivered, RESENT' : as},${again} within a second.`,
  );
}

/** `parley receipts orphans` */
export async function listOrphans(
  context: CommandContext,
  options: CommonOptions & { readonly all?: boolean },
): Promise<void> {
  const orphans = await orphanReceipts(await platformOf(context, options), options.all ?? false, MOST);
  const { terminal } = context;
  if (options.json) return terminal.print(JSON.stringify(orphans, null, 2));
  if (orphans.length === 0) return terminal.print('Every receipt found its text.');
  for (const { keptAt, carrier, carrierMessageId, mtId, status, code, matchedAt } of orphans) {
    const found = matchedAt === null ? '' : `  found its text ${matchedAt}`;
    terminal.print(
      `${keptAt}  ${carrier.padEnd(10)} ${mtId ?? carrierMessageId ?? ''}  ${status} ${code ?? ''}${found}`,
    );
  }
}

/** `parley recipients list` */
export async function listGivenUp(context: CommandContext, options: CommonOptions): Promise<void> {
  const people = await givenUp(await platformOf(context, options), MOST);
  const { terminal } = context;
  if (options.json) return terminal.print(JSON.stringify(people, null, 2));
  if (people.length === 0) return terminal.print('Nobody is given up.');
  for (const { subscriber, failures, code, since } of people)
    terminal.print(`${subscriber.padEnd(17)} ${failures} failures, ${code ?? ''} since ${since}`);
}

/** `parley recipients clear <number>` */
export async function clear(context: CommandContext, number: string, options: CommonOptions): Promise<void> {
  const subscriber = e164Of(number);
  const cleared = await clearGivenUp(await platformOf(context, options), subscriber);
  if (options.json) return context.terminal.print(JSON.stringify({ subscriber, cleared }));
  context.terminal.print(cleared ? `${subscriber} is texted again.` : `${subscriber} was not given up.`);
}

function idOf(id: string): string {
  if (!ID.test(id))
    throw failure.usage(`"${id}" is no text's id: it is the id of its mt.requested event, a UUID.`);
  return id.toLowerCase();
}
