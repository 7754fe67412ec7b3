import type { LedgerEntry, MtReceived } from '../../../tools/simulator/index.js';
import { mt } from '../../../tools/simulator/entries.builder.js';
import { DISCOUNT, GOODBYE, HELP, ROOMY, ROWS, SLOW } from '../words.js';
import { goodStory, PHONE, Story } from './evidence.builder.js';
import { judgeTrial } from './judge-trial.js';

const violated = (story: Story): string[] =>
  judgeTrial(story.evidence).violations.map(({ invariant }) => invariant);

/** Takes the entry out of a story's ledger. */
function without(story: Story, unwanted: (entry: LedgerEntry) => boolean): Story {
  story.entries.splice(story.entries.findIndex(unwanted), 1);
  return story;
}

const isMt = (text: string) => (entry: LedgerEntry) => entry.kind === 'mt.received' && entry.text === text;

describe('the judge', () => {
  it('finds nothing in a trial in which all was as it must be', () => {
    const verdict = judgeTrial(goodStory().evidence);
    expect(verdict.violations).toEqual([]);
    expect(verdict).toMatchObject({ acknowledged: 6, refused: 0, arrived: 8, repliesSurfaced: 0 });
  });

  it('looks at the phones of its own trial only', () => {
    const story = goodStory();
    const elsewhere = { to: '+12122009999', reference: 'the same' };
    story.entries.push(mt(elsewhere), mt(elsewhere));
    expect(violated(story)).toEqual([]);
  });

  describe('I1: no acknowledged MO is lost', () => {
    it('goes red when the ledger holds no reply', () => {
      expect(violated(without(goodStory(), isMt(DISCOUNT.answer)))).toEqual(['I1']);
    });

    it("does not take another question's answer for it", () => {
      const story = new Story();
      story.asks(ROOMY, ROWS[0].question, ROWS[0].answer);
      story.asks(ROOMY, ROWS[1].question, ROWS[1].answer);
      story.gets(ROOMY, ROWS[1].answer);
      const [violation] = judgeTrial(story.evidence).violations;
      expect(violation).toMatchObject({ invariant: 'I1', proof: [{ text: ROWS[0].question }] });
    });

    it('stays green when the outcome is shown, and counts it', () => {
      for (const status of ['unknown', 'refused', 'rejected', 'expired']) {
        const story = new Story();
        const moId = story.asks(ROOMY, DISCOUNT.question, DISCOUNT.answer);
        const verdict = judgeTrial(story.keeps({ moId, status }).evidence);
        expect(verdict.violations).toEqual([]);
        expect(verdict).toMatchObject({ repliesSurfaced: 1, unknownSurfaced: status === 'unknown' ? 1 : 0 });
      }
    });

    it('goes red when a text is kept as sent that the carrier never saw', () => {
      const story = new Story();
      const moId = story.asks(ROOMY, DISCOUNT.question, DISCOUNT.answer);
      expect(violated(story.keeps({ moId, status: 'submitted' }))).toEqual(['I1']);
    });

    it('asks nothing of an MO that was never acknowledged', () => {
      const story = new Story();
      story.asks(ROOMY, DISCOUNT.question, DISCOUNT.answer);
      expect(violated(without(story, ({ kind }) => kind === 'mo.acked'))).toEqual([]);
    });

    it('goes red when a requested text reached nobody, and not when its refusal is kept', () => {
      const story = goodStory();
      const mtId = story.isToGet(SLOW, 'one more');
      expect(violated(story)).toEqual(['I1']);
      expect(violated(story.keeps({ mtId, status: 'suppressed' }))).toEqual([]);
    });
  });

  describe('I2: nothing after the confirmation of an opt-out', () => {
    const stopped = (): Story => {
      const story = new Story();
      story.asks(SLOW, 'STOP', GOODBYE);
      return story.gets(SLOW, GOODBYE);
    };

    it('goes red for any text, also one whose sending only began', () => {
      expect(violated(stopped().gets(SLOW, DISCOUNT.answer))).toEqual(['I2']);
      const begun = stopped().gets(SLOW, DISCOUNT.answer);
      begun.entries.push({ ...(begun.entries.pop() as MtReceived), result: 'throttled' });
      expect(violated(begun)).toEqual(['I2']);
    });

    it('lets the answer to HELP pass, and other senders', () => {
      const story = stopped();
      story.asks(SLOW, 'HELP', HELP);
      expect(violated(story.gets(SLOW, HELP).gets(ROOMY, 'another sender'))).toEqual([]);
    });
  });

  describe('I3: no MT is sent twice', () => {
    it('goes red when one reference came twice', () => {
      expect(violated(goodStory().gets(SLOW, 'step 2', 'twice').gets(SLOW, 'step 2', 'twice'))).toEqual([
        'I3',
      ]);
    });

    it('goes red when one question was answered twice under two references', () => {
      expect(violated(goodStory().gets(ROOMY, DISCOUNT.answer))).toEqual(['I3']);
    });
  });

  describe("I4: one recipient's messages keep their order", () => {
    it('goes red when replies change places', () => {
      const story = new Story();
      for (const [place, row] of ROWS.entries())
        story.asks(ROOMY, row.question, row.answer, { series: 'rows', place });
      for (const place of [0, 2, 1, 3, 4]) story.gets(ROOMY, ROWS[place]!.answer);
      expect(violated(story)).toEqual(['I4']);
    });

    it('goes red when requested texts of one series do, and not across series', () => {
      const texts = [
        { series: 'offers', place: 1 },
        { series: 'campaign', place: 0 },
        { series: 'offers', place: 0 },
      ];
      const story = new Story();
      for (const { series, place } of texts) {
        const text = `${series} ${place}`;
        story.gets(SLOW, text, story.isToGet(SLOW, text, { series, place }));
      }
      expect(violated(story)).toEqual(['I4']);
    });
  });

  describe('I5: no sender exceeds its contract', () => {
    /** 41 segments within 0.99 s, on a contract of 40. */
    const fast = (): Story => {
      const story = new Story();
      for (let index = 0; index < 41; index += 1) {
        story.entries.push(
          mt({ at: index * 24_750, from: SLOW, to: PHONE, text: `${index}`, reference: `${index}` }),
        );
      }
      return story;
    };

    it('goes red for one segment too many within a second, whoever it went to', () => {
      const story = fast();
      story.entries.splice(7, 1, mt({ at: 7 * 24_750, from: SLOW, to: '+12122009999', text: 'elsewhere' }));
      const verdict = judgeTrial(story.evidence);
      expect(verdict.violations.map(({ invariant }) => invariant)).toEqual(['I5']);
      expect(verdict.mostInASecond[SLOW]).toEqual({ booked: 41, certain: 41 });
    });

    it('stays green at the contract, and outside of the trial', () => {
      const story = fast();
      expect(judgeTrial({ ...story.evidence, from: 1 }).violations).toEqual([]);
    });
  });
});
