import { pacesOf } from './claim-terms.js';

describe('the paces at which texts are claimed', () => {
  it('are 95% of the contract, and what late texts may take is not left for long ones', () => {
    const { secondsPerSegment, slackSegments, ...rest } = pacesOf(
      { segmentsPerSecond: 100 },
      'simulator',
      undefined,
      0.95,
      150,
      true,
    );
    expect(1 / secondsPerSegment).toBeCloseTo(95);
    expect(slackSegments).toBeCloseTo(100 - 95 * 1.045);
    expect(rest).toEqual({ leaseMs: 150, latenessMs: 45, relaxed: false });
  });

  it('are slower without a backlog, as much as texts may be later', () => {
    const paces = pacesOf({ segmentsPerSecond: 100 }, 'simulator', undefined, 0.95, 150, false);
    expect(paces).toMatchObject({ latenessMs: 250, relaxed: true });
    expect((1 + 0.25) / paces.secondsPerSegment).toBeCloseTo(95);
    expect(paces.slackSegments).toBeCloseTo(100 - 95 * 1.045);
    const slow = pacesOf({ segmentsPerSecond: 100 }, 'simulator', undefined, 0.5, 150, false);
    expect(1 / slow.secondsPerSegment).toBeCloseTo(50);
  });

  it('are not slower for the senders of an account with a contract', () => {
    const paces = pacesOf({ segmentsPerSecond: 100 }, 'simulator', 500, 0.95, 150, false);
    expect(paces).toMatchObject({ latenessMs: 45, relaxed: false });
  });

  it('leave nothing for long texts where all of the contract is used', () => {
    expect(pacesOf({ segmentsPerSecond: 100 }, 'simulator', undefined, 1, 150, true).slackSegments).toBe(0);
  });

  it("hold an account's contract in every second that its senders' slots may share, with a short lease", () => {
    const { account, leaseMs } = pacesOf({ segmentsPerSecond: 100 }, 'simulator', 500, 0.95, 150, true);
    expect(leaseMs).toBe(50);
    expect(account!.name).toBe('account:simulator');
    const inASecond = (1 + (50 + 45) / 1000) / account!.secondsPerSegment;
    expect(inASecond + account!.slackSegments).toBeCloseTo(500);
    expect(account!.slackSegments).toBeGreaterThan(0);
  });

  it('know the day of a cap: UTC unless said, and what is beyond waits unless said', () => {
    const contract = { segmentsPerSecond: 1, segmentsPerDay: 2000 };
    const day = (changed: object): unknown =>
      pacesOf({ ...contract, ...changed }, 'simulator', undefined, 0.95, 150, true).day;
    expect(day({})).toEqual({ segments: 2000, zone: 'UTC', refuse: false });
    expect(day({ dayZone: 'America/Los_Angeles', beyondDay: 'refuse' })).toEqual({
      segments: 2000,
      zone: 'America/Los_Angeles',
      refuse: true,
    });
  });
});
