import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';
import { tallied, type BatchTally } from './tallied.js';

/** What was noted since the last forgetting, and what was added when a batch stood. */
class Notes implements BatchTally<unknown, unknown, unknown> {
  noted: string[] = [];
  readonly added: string[][] = [];

  forget(): void {
    this.noted = [];
  }
  note({ key }: { key: string }): void {
    this.noted.push(key);
  }
  add(): void {
    this.added.push(this.noted);
  }
}

describe('a batch that is counted', () => {
  it('counts each event once, also when it had to be decided anew', async () => {
    const loop = new MemoryLoop();
    const notes = new Notes();
    const steps = tallied(counting(loop.database), notes);
    const [first, again, other] = [event(person(1), 1), event(person(1), 2), event(person(2), 1)];
    await loop.batch([first]).run(steps);
    // The inbox objects to the first, and the batch is decided anew without it.
    await loop.batch([first, again, other]).run(steps);
    expect(notes.added).toEqual([[person(1)], [person(1), person(2)]]);
    expect(loop.counts).toMatchObject({ [person(1)]: { count: 2 }, [person(2)]: { count: 1 } });
  });
});
