import { machine } from '../../bench/machine.js';
import { playConversation, describeMismatch } from '../../tools/conversations/play-conversation.js';
import { phoneBook } from '../../tools/conversations/phone-book.js';
import { goldenFiles } from './golden-files.js';
import { MemoryHouse } from './memory/memory-house.js';
import { MemoryStage } from './memory/memory-stage.js';

/*
 * How many golden conversations are played in memory in a second: `npm run bench:conversations`. Each goes through the
 * services' own handlers and decisions, with every event checked by its contract, in a house where nobody is known yet.
 */

/** Rounds of all conversations. */
const WARM_UP = 20;
const ROUNDS = 25;

async function measure(): Promise<void> {
  const golden = [...goldenFiles().values()];
  const houses = new Map<string, MemoryHouse>();
  for (const { parley, declared } of golden)
    if (!houses.has(parley)) houses.set(parley, await MemoryHouse.build(declared));
  const all = golden.flatMap(({ conversations }) => conversations);
  const numbersFor = phoneBook();
  const playAll = async (): Promise<void> => {
    for (const conversation of all) {
      const house = houses.get(conversation.parley)!;
      house.begin();
      const stage = new MemoryStage(house, numbersFor(conversation.phones));
      const mismatch = await playConversation(conversation, stage);
      if (mismatch !== undefined) throw new Error(describeMismatch(mismatch));
    }
  };
  for (let round = 0; round < WARM_UP; round++) await playAll();
  const perSecond: number[] = [];
  const perSecondAndCore: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begunMs = performance.now();
    const before = process.cpuUsage();
    await playAll();
    const { user, system } = process.cpuUsage(before);
    perSecond.push((all.length * 1_000) / (performance.now() - begunMs));
    perSecondAndCore.push((all.length * 1_000_000) / (user + system));
  }
  const turns = all.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'wait').length;
  const figures = {
    bench: 'conversations',
    ...machine(),
    conversations: all.length,
    turns,
    conversationsPerSecond: ofRounds(perSecond),
    // Of processor time, that of the garbage collector's and the compiler's threads included.
    conversationsPerSecondAndCore: ofRounds(perSecondAndCore),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** What else the machine does can only make a round slower. */
function ofRounds(figures: readonly number[]): { median: number; best: number } {
  const sorted = [...figures].sort((one, other) => one - other);
  return { median: Math.round(sorted[sorted.length >> 1]!), best: Math.round(sorted.at(-1)!) };
}

void measure();
