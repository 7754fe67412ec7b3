import { createInterface } from 'node:readline';
import { explain, KafkaConfigPort } from '@parley/config';
import { SenderDictionaries } from '@parley/intents';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { renderExplanation } from '../keywords/render-explanation.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import type { Colors, Terminal } from '../terminal/terminal.js';
import { SpanReader } from '../traces/span-reader.js';
import { ChatSession, type ChatPlatform } from './chat-session.js';
import { e164Of } from './number.js';
import { TypingHand } from './typing-hand.js';

export interface ChatCommand {
  readonly context: CommandContext;
  readonly sender: string;
  readonly from: string;
  readonly carrier: string;
  readonly patienceMs: number;
}

/** How long a trace may take to settle, ms. */
const TRACE_WITHIN_MS = 5_000;

/**
 * A phone in the terminal, until /quit, Ctrl-C or the end of what is piped in. On a terminal replies appear above the
 * line that is being typed; from a pipe each text waits for its answer.
 *
 * @returns the exit code
 */
export async function chat(o: ChatCommand): Promise<number> {
  if (!(o.patienceMs > 0)) {
    throw failure.usage('--timeout takes a number of seconds above 0, as in --timeout 5.');
  }
  const running = await RunningPlatform.find(o.context.dataDir, o.context.environment);
  const from = e164Of(o.from);
  const { simulatorUrl } = running;
  const reader = await SpanReader.open(running.databaseUrl);
  const { terminal } = o.context;
  const hand = process.stdin.isTTY && terminal.interactive ? new TypingHand(terminal) : undefined;
  const platform = platformOf(running, simulatorUrl, reader, terminal.colors);
  const session = new ChatSession({ ...o, from }, platform, hand ?? terminal);
  try {
    await session.open();
    await (hand === undefined ? pipe(session, terminal) : hand.type(session));
    return 0;
  } finally {
    await session.close();
    await reader.close();
  }
}

function platformOf(
  running: RunningPlatform,
  simulatorUrl: string,
  reader: SpanReader,
  colors: Colors,
): ChatPlatform {
  return {
    simulatorUrl,
    spansOf: (traceId) => reader.trace(traceId),
    settledSpansOf: (traceId) => reader.settled(traceId, TRACE_WITHIN_MS),
    explain: async (text, sender) => {
      const port = new KafkaConfigPort(kafkaClient(running.kafkaBrokers));
      const explanation = explain(new SenderDictionaries(await port.directory()), { sender, text });
      return renderExplanation(explanation, colors);
    },
  };
}

async function pipe(session: ChatSession, terminal: Terminal): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    terminal.print(`${terminal.colors.dim(session.place)}  ${line}`);
    if (!(await session.take(line))) return;
    if (line.trim() !== '' && !line.startsWith('/')) await session.quiet();
  }
}
