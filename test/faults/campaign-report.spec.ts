import { campaignReport, isClean, type JudgedTrial } from './campaign-report.js';
import { goodStory } from './judge/evidence.builder.js';
import { judgeTrial } from './judge/judge-trial.js';
import { Random } from './random.js';
import { planTrial } from './trial.js';
import { DISCOUNT, ROOMY } from './words.js';

function judged({ quiet = true, spoilt = false } = {}): JudgedTrial {
  const story = goodStory();
  if (spoilt) story.gets(ROOMY, DISCOUNT.answer);
  const { evidence } = story;
  const plan = planTrial(1, new Random(1), 4_000);
  const trial = { plan, fault: 'kill -9 ingest', downMs: 2_000, drainMs: 500, quiet, evidence };
  return { trial, verdict: judgeTrial(evidence) };
}

describe("the campaign's report", () => {
  it('is clean when all held and came to rest', () => {
    const report = campaignReport([judged(), judged()], []);
    expect(report).toMatchObject({ trials: 2, lost: 0, violations: { I1: 0, I2: 0, I3: 0, I4: 0, I5: 0 } });
    expect(report.faults).toEqual({ 'kill -9 ingest': 2 });
    expect(isClean(report)).toBe(true);
  });

  it('is not when an invariant was violated, and shows what proves it', () => {
    const report = campaignReport([judged(), judged({ spoilt: true })], []);
    expect(report.violations.I3).toBe(1);
    expect(report.runs.map((run) => run.violations?.I3)).toEqual([undefined, 1]);
    expect(report.findings).toEqual([expect.objectContaining({ invariant: 'I3' })]);
    expect(isClean(report)).toBe(false);
  });

  it('is not when a trial never came to rest, a service ended by itself, or nothing was tried', () => {
    expect(isClean(campaignReport([judged({ quiet: false })], []))).toBe(false);
    expect(isClean(campaignReport([judged()], ['ingest: exit code 1']))).toBe(false);
    expect(isClean(campaignReport([], []))).toBe(false);
  });
});

describe('the plan of a trial', () => {
  it('follows from the seed and the number alone', () => {
    const plan = (seed: number, number: number) => {
      const { faultAfterMs, faultForMs, random } = planTrial(number, new Random(seed), 4_000);
      return [faultAfterMs, faultForMs, random.next()];
    };
    expect(plan(7, 3)).toEqual(plan(7, 3));
    expect(plan(7, 3)).not.toEqual(plan(7, 4));
    expect(plan(7, 3)).not.toEqual(plan(8, 3));
  });
});
