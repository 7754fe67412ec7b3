import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { unsampledTraceparent } from '@parley/platform';
import { TEST_TYPE, webhookBody } from '../../../apps/console/src/domain/webhooks/webhook-event.js';
import { waitUntil } from '../../infra/process/wait-until.js';
import { KafkaConfigPort } from '@parley/config';
import type { CommandContext } from '../commands/command-context.js';
import { sinceOf } from '../keywords/since.js';
import { failure } from '../parley.error.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { WebhooksStore, type EndpointState, type TestResult } from './webhooks.store.pg.js';

export interface WebhookOptions {
  readonly json?: boolean;
  readonly dataDir: string;
}

export interface RedeliverOptions extends WebhookOptions {
  readonly event?: string;
  readonly since?: string;
}

const TEST_WITHIN_MS = 90_000;
const NO_CONVERSATION = '0'.repeat(32);
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `parley webhooks list`: what is applied, and how each stands. */
export async function list(context: CommandContext, options: WebhookOptions): Promise<void> {
  const { terminal } = context;
  await onWebhooks(context, options, async (store, config) => {
    const known = new Map((await store.states()).map((state) => [state.endpoint, state]));
    const all = [...config.values()].map(({ webhook, url, events, senders }) => ({
      ...{ endpoint: webhook, url, events, ...(senders && { senders }) },
      ...(known.get(webhook) ?? NEW),
    }));
    if (options.json) return terminal.print(JSON.stringify(all, null, 2));
    if (all.length === 0) return terminal.print('No webhook is applied: docs/webhooks.md says how.');
    for (const each of all) {
      terminal.print(`${each.endpoint.padEnd(20)} ${stateOf(each, terminal.colors)}  ${each.url}`);
      const { waiting, delivered, failed, oldest } = each;
      const since = oldest === null ? '' : `, the oldest since ${shown(oldest)}`;
      terminal.print(
        `${' '.repeat(20)} ${waiting} waiting${since}; ${delivered} delivered, ${failed} failed`,
      );
    }
  });
}

/** `parley webhooks enable <name>` */
export async function enable(context: CommandContext, name: string, options: WebhookOptions): Promise<void> {
  await onWebhook(context, name, options, async (store) => {
    const enabled = await store.enable(name);
    if (options.json) return context.terminal.print(JSON.stringify({ endpoint: name, enabled }));
    context.terminal.print(
      enabled ? `${name} is told again, of what waits first.` : `${name} was not disabled.`,
    );
  });
}

/** `parley webhooks redeliver <name>`: what failed; with --event or --since also what was delivered. */
export async function redeliver(
  context: CommandContext,
  name: string,
  options: RedeliverOptions,
): Promise<void> {
  const { event: eventId } = options;
  if (eventId !== undefined && !ID.test(eventId))
    throw failure.usage(`"${eventId}" is no event's id: it is the webhook-id, a UUID.`);
  const since = options.since === undefined ? undefined : new Date(sinceOf(options.since, Date.now()));
  await onWebhook(context, name, options, async (store) => {
    const deliveries = await store.redeliver({ endpoint: name, eventId, since });
    if (options.json) return context.terminal.print(JSON.stringify({ endpoint: name, deliveries }));
    context.terminal.print(`${deliveries} webhooks go to ${name} again, with the ids that they had.`);
  });
}

/** `parley webhooks test <name>`: one event of a type of its own, by the way that all take; ends with 1 when it fails. */
export async function test(context: CommandContext, name: string, options: WebhookOptions): Promise<void> {
  const { terminal } = context;
  await onWebhook(context, name, options, async (store) => {
    const id = randomUUID();
    const traceparent = unsampledTraceparent(id);
    const data = { webhook: name, text: 'It works: this is a test by "parley webhooks test".' };
    const event = { id, type: TEST_TYPE, source: 'parley-cli', time: Date.now(), data };
    if (await store.isDisabled(name)) throw failure.webhookDisabled(name);
    await store.add(
      name,
      id,
      TEST_TYPE,
      traceparent,
      webhookBody({ ...event, traceparent, conversationId: NO_CONVERSATION }),
    );
    let result: TestResult | undefined;
    const ended = async (): Promise<boolean> =>
      (result = await store.resultOf(name, id)) !== undefined && result.state !== 'waiting';
    const came = await waitUntil(ended, { everyMs: 100, withinMs: TEST_WITHIN_MS });
    if (came === 'late') throw failure.webhookLate(name);
    const { state, code = null, status = null } = result!;
    if (state !== 'delivered') process.exitCode = 1;
    if (options.json) return terminal.print(JSON.stringify({ endpoint: name, id, state, code, status }));
    const answer = status === null ? '' : ` (HTTP ${status})`;
    if (state === 'delivered') return terminal.print(terminal.colors.green(`✓ ${name} took it${answer}`));
    terminal.print(
      `${terminal.colors.red(`✗ ${code ?? 'FAILED'}`)}${answer}: docs/webhooks.md says what to do.`,
    );
  });
}

/** `parley webhooks secret` */
export function secret({ terminal }: CommandContext): void {
  terminal.print(`whsec_${randomBytes(32).toString('base64')}`);
}

type Webhooks = Awaited<ReturnType<KafkaConfigPort['current']>>['webhooks'];

async function onWebhooks(
  context: CommandContext,
  { dataDir }: WebhookOptions,
  work: (store: WebhooksStore, config: Webhooks) => Promise<void>,
): Promise<void> {
  const platform = await RunningPlatform.find(resolve(dataDir), context.environment);
  const { webhooks } = await new KafkaConfigPort(kafkaClient(platform.kafkaBrokers)).current();
  const store = await WebhooksStore.open(platform);
  try {
    await work(store, webhooks);
  } finally {
    await store.close();
  }
}

async function onWebhook(
  context: CommandContext,
  name: string,
  options: WebhookOptions,
  work: (store: WebhooksStore) => Promise<void>,
): Promise<void> {
  await onWebhooks(context, options, async (store, config) => {
    if (!config.has(name)) throw failure.webhookUnknown(name, [...config.keys()]);
    await work(store);
  });
}

const NEW: Omit<EndpointState, 'endpoint'> = {
  ...{ waiting: 0, delivered: 0, failed: 0, oldest: null, failingSince: null, disabledAt: null },
  ...{ lastCode: null, deliveredAt: null },
};

function stateOf(state: EndpointState, { green, red, yellow }: CommandContext['terminal']['colors']): string {
  if (state.disabledAt !== null)
    return red(`disabled since ${shown(state.disabledAt)} (${state.lastCode ?? ''})`);
  if (state.failingSince === null) return green(state.deliveredAt === null ? 'new' : 'well');
  return yellow(`failing since ${shown(state.failingSince)} (${state.lastCode ?? ''})`);
}

/** What the driver gives as a Date. */
const shown = (instant: string): string => new Date(instant).toISOString();
