import { UnnotedNames } from './unnoted-names.js';

const name = (carrierMessageId: string, carrier = 'smpp') => ({ carrier, carrierMessageId });

describe('names that are about to be kept', () => {
  it('are waited for, all of them, and no others', async () => {
    const names = new UnnotedNames();
    names.begin([name('1'), name('2')]);
    let over = false;
    const waiting = names.kept([name('1'), name('2'), name('9')]).then(() => (over = true));
    await names.kept([name('9'), name('1', 'twilio')]);
    names.end([name('1')]);
    await names.kept([name('1')]);
    expect(over).toBe(false);
    names.end([name('2')]);
    await waiting;
  });

  it('cost nothing where there are none', async () => {
    await new UnnotedNames().kept([name('1')]);
    await new UnnotedNames().kept([]);
  });
});
