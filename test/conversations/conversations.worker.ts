import { parentPort } from 'node:worker_threads';
import { describeMismatch, playConversation } from '../../tools/conversations/play-conversation.js';
import { phoneBook } from '../../tools/conversations/phone-book.js';
import { goldenFiles } from './golden-files.js';
import { MemoryHouse } from './memory/memory-house.js';
import { MemoryStage } from './memory/memory-stage.js';

/*
 * One core's share of the benchmark: told a number of rounds, it plays all golden conversations so many times, each in a
 * house where nobody is known yet, and answers with how many conversations that were.
 */

async function prepare(): Promise<(rounds: number) => Promise<number>> {
  const golden = [...goldenFiles().values()];
  const houses = new Map<string, MemoryHouse>();
  for (const { parley, declared } of golden)
    if (!houses.has(parley)) houses.set(parley, await MemoryHouse.build(declared));
  const all = golden.flatMap(({ conversations }) => conversations);
  const numbersFor = phoneBook();
  return async (rounds) => {
    for (let round = 0; round < rounds; round++)
      for (const conversation of all) {
        const house = houses.get(conversation.parley)!;
        house.begin();
        const stage = new MemoryStage(house, numbersFor(conversation.phones));
        const mismatch = await playConversation(conversation, stage);
        if (mismatch !== undefined) throw new Error(describeMismatch(mismatch));
      }
    return rounds * all.length;
  };
}

void prepare().then((play) => {
  parentPort!.on('message', (rounds: number) => {
    void play(rounds).then((played) => parentPort!.postMessage(played));
  });
});
