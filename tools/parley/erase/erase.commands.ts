import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { personEraseRequested } from '@parley/contracts';
import { ConversationIds } from '@parley/messaging';
import type { CommandContext } from '../commands/command-context.js';
import { EventSender } from '../consent/event-sender.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import type { House } from '../platform/house-database.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { doneOf, heldOf, type Done, type Held } from './held.reader.pg.js';

export interface EraseOptions {
  readonly why?: string;
  readonly by?: string;
  readonly yes?: boolean;
  readonly status?: boolean;
  readonly json?: boolean;
  readonly dataDir: string;
}

/** Where a person stands: who has forgotten, and who shall, in the order of a text's way. */
interface Standing {
  readonly done: readonly Done[];
  readonly services: readonly string[];
}

/** After that it is said who has not done it yet; the request stays on Kafka until they do. */
const WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;

/** `parley erase <number>`: says what is held, and has it destroyed with `--yes`; ends with 1 while a service has not. */
export async function erase(context: CommandContext, number: string, options: EraseOptions): Promise<void> {
  const { terminal } = context;
  const subscriber = e164Of(number);
  const platform = await RunningPlatform.find(resolve(options.dataDir), context.environment);
  const subject = new ConversationIds(platform.pepper).ofPerson(subscriber);
  if (options.status) {
    const standing = await standingOf(platform, subject);
    if (!isWhole(standing)) process.exitCode = 1;
    return tellDone(context, standing, options.json);
  }
  const found = await heldOf(platform, subscriber);
  if (!options.yes) {
    if (options.json) return terminal.print(JSON.stringify({ ...found, requested: false }));
    for (const line of heldLines(found)) terminal.print(line);
    return terminal.print('Nothing is erased yet: add --yes, and --why.');
  }
  if (options.why === undefined) throw failure.usage('Say on what grounds: --why "request 2026-118".');
  const requestedAt = new Date().toISOString();
  await request(platform, subscriber, { ...options, requestedAt });
  const standing = await waitFor(platform, subject, requestedAt);
  if (!isWhole(standing)) process.exitCode = 1;
  if (options.json) return terminal.print(JSON.stringify({ ...found, requested: true, ...standing }));
  for (const line of heldLines(found)) terminal.print(line);
  tellDone(context, standing, false);
}

async function request(
  platform: RunningPlatform,
  subscriber: string,
  { why, by = userInfo().username, requestedAt }: EraseOptions & { requestedAt: string },
): Promise<void> {
  const to = await EventSender.open(kafkaClient(platform.kafkaBrokers), platform.pepper);
  const name = `erasure/${requestedAt}/${subscriber}`;
  try {
    await to.send(personEraseRequested, name, { subscriber, by, why, requestedAt });
    await to.flush();
  } finally {
    await to.close();
  }
}

/** By the erasures since an instant (ISO 8601), where one is given. */
async function standingOf(house: House, subject: string, since = ''): Promise<Standing> {
  const { done, console } = await doneOf(house, subject);
  return {
    done: done.filter(({ erasedAt }) => erasedAt >= since),
    services: personEraseRequested.consumers.filter((service) => service !== 'console' || console),
  };
}

async function waitFor(house: House, subject: string, requestedAt: string): Promise<Standing> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const standing = await standingOf(house, subject, requestedAt);
    if (isWhole(standing) || Date.now() > until) return standing;
    await pause(LOOK_EVERY_MS);
  }
}

function isWhole({ done, services }: Standing): boolean {
  return services.every((service) => done.some((each) => each.service === service));
}

function heldLines({ held, ledgerEntries, plainTexts, senders, optOuts }: Held): string[] {
  const rows = Object.entries(held);
  return [
    ...(rows.length === 0 ? ['Nothing is held that an erasure destroys.'] : ['Destroyed or emptied:']),
    ...rows.map(([what, count]) => `  ${String(count).padStart(6)} ${what}`),
    ...(senders.length === 0 ? [] : [`Consents end on ${senders.join(', ')}; no text is sent.`]),
    `Stays: ${ledgerEntries} entries of the ledger without their texts, ${optOuts} opt-outs.`,
    ...(plainTexts === 0
      ? []
      : [`${plainTexts} of the entries are from before texts were sealed: their texts stay readable.`]),
  ];
}

function tellDone(
  { terminal }: CommandContext,
  { done, services }: Standing,
  json: boolean | undefined,
): void {
  if (json) return terminal.print(JSON.stringify({ done, services }));
  for (const service of services) {
    const found = done.find((each) => each.service === service);
    terminal.print(
      found === undefined
        ? `${terminal.colors.yellow('not yet')}  ${service}`
        : `${terminal.colors.green('erased')}   ${service}, all until ${found.erasedAt}`,
    );
  }
}
