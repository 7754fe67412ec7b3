import type { MessageEvent } from '@nestjs/common';
import { Live } from './live.js';

function heard(live: Live, looks: readonly (object | Error)[]) {
  const events: MessageEvent[] = [];
  let asked = 0;
  const look = async (): Promise<object> => {
    const answer = looks[Math.min(asked, looks.length - 1)]!;
    asked += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const ended = new Promise<void>((resolve) => {
    live.watch(look, 1).subscribe({ next: (event) => events.push(event), complete: resolve });
  });
  return { events, ended, asked: () => asked };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a live view', () => {
  it('says what is there, and again only when it is another thing', async () => {
    const live = new Live();
    const { events, ended, asked } = heard(live, [{ a: 1 }, { a: 1 }, { a: 2 }]);
    await until(() => asked() > 4);
    live.onModuleDestroy();
    await ended;
    expect(events).toEqual([
      { type: 'news', data: { a: 1 } },
      { type: 'news', data: { a: 2 } },
    ]);
  });

  it('says that it is gone when it can not look', async () => {
    const live = new Live();
    const { events, ended } = heard(live, [new Error('away')]);
    await until(() => events.length > 0);
    live.onModuleDestroy();
    await ended;
    expect(events).toEqual([{ type: 'gone', data: 'gone' }]);
  });
});
