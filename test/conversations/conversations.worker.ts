import { parentPort } from 'node:worker_threads';
import type { Conversation } from '../../tools/conversations/conversation.js';
import { goldenFiles } from './golden-files.js';
import { MemoryHouse } from './memory/memory-house.js';
import { playInMemory } from './memory/play-in-memory.js';

/*
 * One core's share of the benchmark: told a number of rounds, it plays all golden conversations so many times, those of
 * one parley.yaml side by side in a house where nobody is known yet, and answers with how many conversations that were.
 */

async function prepare(): Promise<(rounds: number) => Promise<number>> {
  const houses = new Map<string, { readonly house: MemoryHouse; readonly conversations: Conversation[] }>();
  for (const { parley, declared, conversations } of goldenFiles().values()) {
    let lived = houses.get(parley);
    if (lived === undefined)
      houses.set(parley, (lived = { house: await MemoryHouse.build(declared), conversations: [] }));
    lived.conversations.push(...conversations);
  }
  return async (rounds) => {
    let played = 0;
    for (let round = 0; round < rounds; round++)
      for (const { house, conversations } of houses.values()) {
        for (const outcome of (await playInMemory(house, conversations)).values()) {
          if (outcome !== 'as written') throw new Error(outcome);
          played += 1;
        }
      }
    return played;
  };
}

void prepare().then((play) => {
  parentPort!.on('message', (rounds: number) => {
    void play(rounds).then((played) => parentPort!.postMessage(played));
  });
});
