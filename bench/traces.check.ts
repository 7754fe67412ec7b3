import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConversationIds } from '@parley/messaging';
import { keepsConversation } from '@parley/platform';
import { environment } from '../tools/parley/environment.js';
import { Platform } from '../tools/parley/platform.js';
import { projectRoot } from '../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../tools/parley/platform/throw-away-dir.js';
import { SpanReader } from '../tools/parley/traces/span-reader.js';
import { runLoad } from '../tools/simulator/index.js';
import { machine } from './machine.js';
import { judgeConversation } from './traces/judge-conversation.js';

const SENDER = '12345';
const FIRST_PHONE = 2_100_000_000;
const TURNS = 2;
const SETTLE_MS = 30_000;
/** Nothing new for so long: every span is there that will be. */
const QUIET_MS = 4_000;
const PAGE = 500;
const ENOUGH = 0.999;

interface Completeness {
  readonly conversations: number;
  readonly turns: number;
  readonly lost: number;
  readonly spans: number;
  readonly kept: number;
  /** Of those that sampling keeps: one tree per turn and receipt, and all of them linked. */
  readonly connected_and_linked: number;
  /** Conversations that sampling drops and that have spans, or that it keeps and that have none. */
  readonly in_part: number;
  readonly flaws: Readonly<Record<string, number>>;
}

/** So many conversations of two turns through the whole platform, and what their traces are like. */
async function check(ratio: number, conversations: number, rate: number): Promise<Completeness> {
  const root = projectRoot();
  const dir = await throwAwayDir(resolve(root, '.parley'), 'traces');
  let platform: Platform | undefined;
  try {
    platform = await Platform.start({
      dataDir: dir.path,
      environment,
      durability: 'fast',
      parleyFile: resolve(root, 'bench', 'parley.bench.yaml'),
      inProcessSimulator: true,
      serviceEnvironment: { all: { PARLEY_TRACE_RATIO: String(ratio) } },
      progress: () => undefined,
    });
    const phone = (index: number): string => `+1${FIRST_PHONE + index}`;
    let lost = 0;
    for (let turn = 1; turn <= TURNS; turn += 1) {
      const load = { total: conversations, rate, to: SENDER, from: phone, settleMs: SETTLE_MS };
      const result = await runLoad(platform.simulator!, { ...load, text: () => 'DISCOUNT' });
      lost += result.lost + result.refused;
      say(`ratio ${ratio}, turn ${turn}: ${Math.round(result.sustainedRate)}/s, lost ${result.lost}`);
    }
    const ids = new ConversationIds(platform.secrets.pepper);
    const names = Array.from({ length: conversations }, (_, index) => ids.of(phone(index), SENDER));
    const reader = await SpanReader.open(platform.infrastructure.databaseUrl);
    try {
      await settle(reader);
      return { conversations, turns: TURNS, lost, ...(await judge(reader, names, ratio)) };
    } finally {
      await reader.close();
    }
  } finally {
    await platform?.stop();
    await dir.remove();
  }
}

async function settle(reader: SpanReader): Promise<void> {
  for (let before = -1, now = await reader.count(); now !== before;) {
    before = now;
    await pause(QUIET_MS);
    now = await reader.count();
  }
}

async function judge(
  reader: SpanReader,
  names: readonly string[],
  ratio: number,
): Promise<Omit<Completeness, 'conversations' | 'turns' | 'lost'>> {
  const flaws: Record<string, number> = {};
  let spans = 0;
  let kept = 0;
  let whole = 0;
  let inPart = 0;
  for (let first = 0; first < names.length; first += PAGE) {
    const page = names.slice(first, first + PAGE);
    const found = Map.groupBy(await reader.ofConversations(page), (span) => span.conversationId!);
    for (const name of page) {
      const own = found.get(name) ?? [];
      spans += own.length;
      const wanted = keepsConversation(name, ratio);
      if (wanted !== own.length > 0) inPart += 1;
      if (!wanted) continue;
      kept += 1;
      const wrong = judgeConversation(own, TURNS);
      if (wrong.length === 0) whole += 1;
      for (const flaw of wrong) flaws[flaw] = (flaws[flaw] ?? 0) + 1;
    }
  }
  const connected = kept === 0 ? 1 : Number((whole / kept).toFixed(5));
  return { spans, kept, connected_and_linked: connected, in_part: inPart, flaws };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      conversations: { type: 'string', default: '10000' },
      rate: { type: 'string', default: '200' },
      ratio: { type: 'string', multiple: true, default: ['1', '0.1'] },
      json: { type: 'boolean', default: false },
    },
  });
  const ratios: Record<string, Completeness> = {};
  for (const ratio of values.ratio) {
    ratios[ratio] = await check(Number(ratio), Number(values.conversations), Number(values.rate));
  }
  const ok = Object.values(ratios).every(
    ({ lost, in_part, connected_and_linked }) =>
      lost === 0 && in_part === 0 && connected_and_linked >= ENOUGH,
  );
  const result = { check: 'traces', ...machine(), ok, ratios };
  process.stdout.write(`${JSON.stringify(result, undefined, values.json ? undefined : 2)}\n`);
  if (!ok) process.exitCode = 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
