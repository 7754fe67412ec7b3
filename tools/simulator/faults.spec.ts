import fc from 'fast-check';
import { FaultPlan } from './fault-plan.js';
import { FaultsInvalidError, parseFaults } from './faults.js';
import { SlidingLimit } from './sliding-limit.js';

describe('faults', () => {
  it('are taken as they are where they make sense', () => {
    const faults = {
      throttle: { ratePerSecond: 10, probability: 0.5, retryAfterSeconds: 2 },
      delayMs: 5,
      drop: 1,
      hang: 0,
    };
    expect(parseFaults(faults)).toEqual(faults);
    expect(parseFaults({})).toEqual({});
  });

  it.each([
    [{ drop: 2 }, '"drop" must be a number from 0 to 1.'],
    [{ hang: '1' }, '"hang" must be a number from 0 to 1.'],
    [{ delayMs: -1 }, '"delayMs" must be a number from 0 to 600000.'],
    [{ explode: 1 }, 'There is no fault "explode"'],
    [{ throttle: { rate: 1 } }, 'There is no fault "rate"'],
    [{ throttle: 5 }, '"throttle" must be an object'],
    [[], '"faults" must be an object'],
    [null, '"faults" must be an object'],
  ])('that cannot be meant are refused: %j', (faults, message) => {
    expect(() => parseFaults(faults)).toThrow(FaultsInvalidError);
    expect(() => parseFaults(faults)).toThrow(message);
  });

  it('come as often as asked', () => {
    let state = 1;
    const plan = new FaultPlan(() => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647);
    plan.set({ drop: 0.3 });
    const fates = Array.from({ length: 10_000 }, () => plan.fateOf('12345', 1, 0));
    const share = fates.filter((fate) => fate === 'drop').length / fates.length;
    expect(share).toBeGreaterThan(0.28);
    expect(share).toBeLessThan(0.32);
    plan.clear();
    expect(plan.fateOf('12345', 1, 0)).toBe('take');
  });

  it('that keep a text from being taken come before those of its answer', () => {
    const plan = new FaultPlan(() => 0);
    plan.set({ error: 1, throttle: { probability: 1 }, drop: 1, hang: 1 });
    expect(plan.fateOf('12345', 1, 0)).toBe('fail');
    plan.set({ throttle: { probability: 1 }, drop: 1, hang: 1 });
    expect(plan.fateOf('12345', 1, 0)).toBe('throttle');
    plan.set({ drop: 1, hang: 1 });
    expect(plan.fateOf('12345', 1, 0)).toBe('drop');
  });

  it('throttle each sender by itself', () => {
    const plan = new FaultPlan(() => 0.5);
    plan.set({ throttle: { ratePerSecond: 2 } });
    const fates = ['a', 'a', 'b', 'a', 'b', 'b'].map((sender) => plan.fateOf(sender, 1, 1_000));
    expect(fates).toEqual(['take', 'take', 'take', 'throttle', 'take', 'throttle']);
    expect(plan.fateOf('a', 1, 2_000)).toBe('take');
  });
});

describe('a sliding limit', () => {
  it('never lets more through in any sliding second, and all that fits', () => {
    const requests = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 3 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 8 }), (list, rate) => {
        const limit = new SlidingLimit(rate);
        const passed: [number, number][] = [];
        let now = 0;
        for (const [gap, segments] of list) {
          now += gap;
          const used = passed.reduce((sum, [at, n]) => (at > now - 1_000 ? sum + n : sum), 0);
          const passes = limit.take(segments, now);
          expect(passes).toBe(used + segments <= rate);
          if (passes) passed.push([now, segments]);
        }
      }),
    );
  });

  it('forgets what is long past, however long it runs', () => {
    const limit = new SlidingLimit(1);
    for (let n = 0; n < 5_000; n++) expect(limit.take(1, n * 1_000)).toBe(true);
  });
});
