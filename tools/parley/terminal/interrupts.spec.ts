import { Interrupts } from './interrupts.js';

describe('interrupts', () => {
  let now = 0;
  let forced = 0;
  let interrupts: Interrupts;

  beforeEach(() => {
    now = 0;
    forced = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    interrupts = new Interrupts(() => (forced += 1));
  });

  afterEach(() => {
    interrupts.close();
    jest.restoreAllMocks();
  });

  it('ask for an orderly end first', async () => {
    expect(interrupts.signal.aborted).toBe(false);
    process.emit('SIGTERM');
    expect(interrupts.signal.aborted).toBe(true);
    await interrupts.wait();
    expect(forced).toBe(0);
  });

  it('take the echo that npm passes on for the same one', () => {
    process.emit('SIGINT');
    now = 900;
    process.emit('SIGINT');
    expect(forced).toBe(0);
  });

  it('force the end when somebody insists', () => {
    process.emit('SIGINT');
    now = 1_100;
    process.emit('SIGINT');
    expect(forced).toBe(1);
  });
});
