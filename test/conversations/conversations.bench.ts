import { playConversation, describeMismatch } from '../../tools/conversations/play-conversation.js';
import { goldenFiles } from './golden-files.js';
import { MemoryHouse } from './memory/memory-house.js';
import { MemoryStage } from './memory/memory-stage.js';
import { phoneBook } from '../../tools/conversations/phone-book.js';

const WARM_UP_MS = 2_000;
const MEASURE_MS = 5_000;

/** Plays all golden conversations in memory, again and again, and prints how many a second and a core. */
async function measure(): Promise<void> {
  const files = goldenFiles();
  const houses = new Map<string, MemoryHouse>();
  // New ones for each round: time only passes, and with it people come of age.
  const rebuild = async (): Promise<void> => {
    const declarations = new Map([...files.values()].map(({ parley, declared }) => [parley, declared]));
    for (const [parley, declared] of declarations) houses.set(parley, await MemoryHouse.build(declared));
  };
  const all = [...files.values()].flatMap(({ conversations }) => conversations);
  const numbersFor = phoneBook();
  const playFor = async (ms: number): Promise<number> => {
    const until = performance.now() + ms;
    let played = 0;
    while (performance.now() < until) {
      if (played % all.length === 0) await rebuild();
      const conversation = all[played % all.length]!;
      const stage = new MemoryStage(houses.get(conversation.parley)!, numbersFor(conversation.phones));
      const mismatch = await playConversation(conversation, stage);
      if (mismatch !== undefined) throw new Error(describeMismatch(mismatch));
      played += 1;
    }
    return played;
  };
  await playFor(WARM_UP_MS);
  const before = process.cpuUsage();
  const played = await playFor(MEASURE_MS);
  const { user, system } = process.cpuUsage(before);
  const turns = all.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'wait').length;
  const perCore = (played * 1_000_000) / (user + system);
  process.stdout.write(
    `${JSON.stringify({ conversations: all.length, turns, conversationsPerSecond: Math.round((played * 1_000) / MEASURE_MS), conversationsPerSecondAndCore: Math.round(perCore) })}\n`,
  );
}

void measure();
