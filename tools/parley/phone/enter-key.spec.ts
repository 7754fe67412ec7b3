import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { EnterKey } from './enter-key.js';

/** A terminal's input: it can be made raw, and keys come as the terminal sends them. */
class Keys extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(raw: boolean): this {
    this.isRaw = raw;
    return this;
  }

  /** Resolves when the keys have been read. */
  press(keys: string): Promise<void> {
    this.write(keys);
    return new Promise((resolve) => setImmediate(resolve));
  }
}

describe('Enter on the terminal', () => {
  let keys: Keys;
  let leaving: AbortController;
  let enter: EnterKey;

  beforeEach(() => {
    keys = new Keys();
    leaving = new AbortController();
    enter = new EnterKey({ signal: leaving.signal, end: () => leaving.abort() }, keys);
  });

  afterEach(() => enter.close());

  type Fate = 'waits' | 'went on' | 'left';

  /** Waits for Enter from now on. @returns what has become of that by the time of the question */
  function waiting(key = enter): () => Promise<Fate> {
    let fate: Fate = 'waits';
    key.pressed().then(
      () => (fate = 'went on'),
      () => (fate = 'left'),
    );
    return () => new Promise((resolve) => setImmediate(() => resolve(fate)));
  }

  it('goes on, whatever was typed before it', async () => {
    expect(keys.isRaw).toBe(true);
    const fate = waiting();
    await keys.press('what is');
    expect(await fate()).toBe('waits');
    await keys.press('\r');
    expect(await fate()).toBe('went on');
  });

  it('is not kept for a step that was not there yet', async () => {
    await keys.press('\r\r');
    const fate = waiting();
    expect(await fate()).toBe('waits');
    await keys.press('\r');
    expect(await fate()).toBe('went on');
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('leaves by %s, and gives the keys back', async (_key, sent) => {
    const fate = waiting();
    await keys.press(sent);
    expect(await fate()).toBe('left');
    expect(leaving.signal.aborted).toBe(true);
    expect(keys.isRaw).toBe(false);
    expect(await waiting()()).toBe('left');
  });

  it('leaves when the terminal goes away', async () => {
    const fate = waiting();
    const gone = once(keys, 'end');
    keys.end();
    await gone;
    expect(await fate()).toBe('left');
  });

  it('leaves when an end is asked for elsewhere', async () => {
    const fate = waiting();
    leaving.abort();
    expect(await fate()).toBe('left');
  });
});
