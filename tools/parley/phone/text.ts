import { join } from 'node:path';
import type { StoredSpan } from '@parley/persistence';
import { traceTrees } from '@parley/traces';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { millis } from '../terminal/durations.js';
import type { SpanReader } from '../traces/span-reader.js';
import { readAs } from '../traces/read-as.js';
import { renderTrace } from '../traces/render-trace.js';
import { meaningOf } from '../traces/silence.js';
import { e164Of } from './number.js';
import { Phone } from './phone.js';
import { playTurn, type Reply, type Turn } from './play-turn.js';
import { refusalOf } from './refusal-line.js';

export interface TextOptions {
  context: CommandContext;
  sender: string;
  text: string;
  from: string;
  carrier: string;
  timeoutMs: number;
  json: boolean;
}

/** How long the trace may take to settle once the reply is there, ms. */
const TRACE_WITHIN_MS = 5_000;

/**
 * Plays the phone for one text and prints what comes of it.
 *
 * @returns the exit code: 0 with a reply, 1 without
 */
export async function text(o: TextOptions): Promise<number> {
  if (!(o.timeoutMs > 0))
    throw failure.usage('--timeout takes a number of seconds above 0, as in --timeout 10.');
  const platform = await RunningPlatform.find(o.context.dataDir, o.context.environment);
  const phone = new Phone(platform.simulatorUrl, e164Of(o.from));
  const reader = openReader(platform.databaseUrl);
  try {
    const turn = await playTurn({
      phone,
      text: { to: o.sender, text: o.text, carrier: o.carrier, debug: true },
      timeoutMs: o.timeoutMs,
      ...(!o.json && {
        onSent: () => printSent(o, phone.number),
        onReply: (reply: Reply) => printReply(o, phone.number, reply),
      }),
      spansOf: async (traceId) => (await reader).trace(traceId),
    });
    const answered = turn.replies.length > 0 || turn.sent.traceId === undefined;
    const why = answered || o.json ? undefined : readAs(await (await reader).trace(turn.sent.traceId));
    if (!o.json) printOutcome(o, turn, why);
    const { traceId } = turn.sent;
    const spans = traceId === undefined ? [] : await (await reader).settled(traceId, TRACE_WITHIN_MS);
    if (o.json) o.context.terminal.print(JSON.stringify(asJson(o, phone.number, turn, spans), null, 2));
    else if (turn.sent.acceptedAt !== undefined) printTrace(o, spans);
    return turn.replies.length > 0 ? 0 : 1;
  } finally {
    await reader.then((opened) => opened.close()).catch(() => undefined);
  }
}

// Loading the database's driver takes a moment, so it is done meanwhile.
function openReader(databaseUrl: string): Promise<SpanReader> {
  const opening = import('../traces/span-reader.js').then(({ SpanReader: reader }) =>
    reader.open(databaseUrl),
  );
  opening.catch(() => undefined);
  return opening;
}

function printSent({ context: { terminal }, sender, text: words }: TextOptions, from: string): void {
  terminal.print(`${terminal.colors.dim(`${from} → ${sender}`)}  ${words}`);
}

function printReply(
  { context: { terminal }, sender }: TextOptions,
  to: string,
  { text: words }: Reply,
): void {
  const { colors } = terminal;
  terminal.print(`${colors.dim(`${sender} → ${to}`)}  ${colors.green(words)}`);
}

function printOutcome(o: TextOptions, { sent, replies, silence }: Turn, why?: string): void {
  const { terminal } = o.context;
  const { colors } = terminal;
  terminal.print();
  const [first] = replies;
  if (first !== undefined) {
    const accepted = millis((sent.acceptedAt ?? sent.sentAt) - sent.sentAt);
    terminal.print(`Replied in ${colors.bold(millis(first.afterMs))}; accepted after ${accepted}.`);
  } else if (sent.acceptedAt === undefined) {
    terminal.print(colors.red(`Not accepted: ${refusalOf(sent.status, sent.refusal)}`));
  } else if (silence !== undefined) {
    terminal.print(`${colors.yellow('No reply.')} ${silence.service} says ${meaningOf(silence.code)}.`);
  } else {
    terminal.print(
      `${colors.yellow('No reply')} within ${o.timeoutMs / 1_000} s: ${why ?? `nothing says why; see ${join(o.context.dataDir, 'logs')}`}.`,
    );
  }
}

function printTrace(o: TextOptions, spans: readonly StoredSpan[]): void {
  const { terminal } = o.context;
  terminal.print();
  if (spans.length === 0) {
    terminal.print(terminal.colors.dim('No trace: not every conversation is traced (PARLEY_TRACE_RATIO).'));
  }
  for (const tree of traceTrees(spans))
    for (const line of renderTrace(tree, terminal.colors)) terminal.print(line);
  const conversation = spans.find(({ conversationId }) => conversationId)?.conversationId;
  if (conversation)
    terminal.print(terminal.colors.dim(`conversation ${conversation}: npx parley trace ${conversation}`));
}

function asJson(o: TextOptions, from: string, turn: Turn, spans: readonly StoredSpan[]): object {
  const { sent, replies, silence } = turn;
  return {
    from,
    sender: o.sender,
    text: o.text,
    id: sent.id,
    status: sent.status,
    acceptedMs: sent.acceptedAt === undefined ? undefined : sent.acceptedAt - sent.sentAt,
    refusal: sent.refusal,
    replies,
    silence,
    traceId: sent.traceId,
    conversationId: spans.find(({ conversationId }) => conversationId)?.conversationId,
    spans,
  };
}
