import type { Conversation, Expectation, Hears, HouseEvent, Says, Wait } from './conversation.js';
import { describeMismatch, playConversation } from './play-conversation.js';
import type { HeardText, Stage } from './stage.port.js';

const nothing: Expectation = { hears: [], refused: [], published: [], notPublished: [] };

/** A stage on which each text brings what the script says, in turn. */
class ScriptedStage implements Stage {
  readonly passed: number[] = [];
  private readonly texts: HeardText[] = [];
  private readonly events: HouseEvent[] = [];

  constructor(
    private readonly script: { heard?: string[]; from?: string; events?: HouseEvent[]; code?: string }[],
  ) {}

  async say(): Promise<string | undefined> {
    const { heard = [], from = '12345', events = [], code } = this.script.shift() ?? {};
    this.texts.push(...heard.map((text) => ({ sender: from, text })));
    this.events.push(...events);
    return code;
  }
  async ask(): Promise<void> {
    await this.say();
  }
  async fill(): Promise<void> {}
  async pass(ms: number): Promise<void> {
    this.passed.push(ms);
  }
  async follow(): Promise<void> {}
  async await(_enough: () => boolean): Promise<void> {}
  heard(): readonly HeardText[] {
    return this.texts;
  }
  published(): readonly HouseEvent[] {
    return this.events;
  }
}

const says = (text: string, expects: Partial<Expectation>, line: number): Says => ({
  kind: 'says',
  line,
  phone: 'phone',
  sender: '12345',
  text,
  expects: { ...nothing, ...expects },
});
const conversation = (...steps: (Says | Hears | Wait)[]): Conversation => ({
  name: 'one',
  file: 'stop.yaml',
  line: 3,
  parley: 'parley.yaml',
  coupons: new Map(),
  phones: ['phone'],
  steps,
});
const event = (name: string, data: Record<string, unknown> = {}): HouseEvent => ({ event: name, data });
const refused = event('mt.status', { status: 'refused', code: 'OPTED_OUT' });

async function differences(stage: Stage, ...steps: (Says | Hears | Wait)[]): Promise<string> {
  const mismatch = await playConversation(conversation(...steps), stage);
  return mismatch === undefined ? 'as written' : describeMismatch(mismatch);
}

describe('a conversation that is played', () => {
  it('is right when every turn is as written', async () => {
    const stage = new ScriptedStage([
      { heard: ['hello'], events: [event('intent.resolved', { intent: 'reply', keyword: 'HI' })] },
      { events: [event('intent.resolved'), refused] },
      { code: 'SENDER_UNKNOWN' },
      {},
    ]);
    const played = await differences(
      stage,
      says('HI', { hears: ['hello'], published: [event('intent.resolved', { intent: 'reply' })] }, 5),
      { kind: 'wait', line: 6, ms: 1000, written: '+ 1 second' },
      says('HI', { refused: ['OPTED_OUT'], notPublished: ['consent.changed'] }, 7),
      says('HI', { notTaken: 'SENDER_UNKNOWN' }, 8),
      says('HI', {}, 9),
    );
    expect(played).toBe('as written');
    expect(stage.passed).toEqual([1000]);
  });

  it.each<[string, ConstructorParameters<typeof ScriptedStage>[0][number], Partial<Expectation>, RegExp]>([
    ['another text', { heard: ['bye'] }, { hears: ['hello'] }, /hears "hello", and heard "bye"/],
    ['no text', {}, { hears: ['hello'] }, /hears "hello", and heard nothing/],
    ['a second text', { heard: ['hello', 'bye'] }, { hears: ['hello'] }, /and heard "hello" · "bye"/],
    ['a text where there should be silence', { heard: ['hello'] }, {}, /hears nothing, and heard "hello"/],
    ['a text of another sender', { heard: ['hello'], from: '99999' }, {}, /heard "hello" from 99999/],
    ['a refusal', { events: [refused] }, {}, /refused with nothing, and refused were "OPTED_OUT"/],
    ['no refusal', {}, { refused: ['OPTED_OUT'] }, /refused with "OPTED_OUT", and refused were nothing/],
    [
      'a refusal at the door',
      { code: 'TEXT_TOO_LONG' },
      { hears: ['hello'] },
      /not taken with nothing, and came "TEXT_TOO_LONG"/,
    ],
    [
      'an event that must not be',
      { events: [event('consent.changed')] },
      { notPublished: ['consent.changed'] },
      /published a consent.changed/,
    ],
    ['no event', {}, { published: [event('consent.changed')] }, /should publish consent.changed/],
    [
      'events in another order',
      { events: [event('consent.changed', { to: 'in' }), event('consent.changed', { to: 'out' })] },
      { published: [event('consent.changed', { to: 'out' }), event('consent.changed', { to: 'in' })] },
      /should publish consent.changed {"to":"in"}/,
    ],
  ])('is not as written with %s', async (_what, script, expects, said) => {
    const played = await differences(new ScriptedStage([script]), says('HI', expects, 5));
    expect(played).toMatch(/^stop\.yaml:5 /);
    expect(played).toMatch(said);
  });

  it('awaits what the clock brings, once what came before is over', async () => {
    const done: string[] = [];
    class ClockStage extends ScriptedStage {
      override async pass(): Promise<void> {
        done.push('pass');
      }
      override async follow(): Promise<void> {
        done.push('follow');
      }
      override async await(enough: () => boolean): Promise<void> {
        expect(enough()).toBe(false);
        await this.say();
        expect(enough()).toBe(true);
        done.push('await');
      }
    }
    const { phone, sender } = says('', {}, 7);
    const played = await differences(
      new ClockStage([{ heard: ['hello'] }, { heard: ['two days later'] }]),
      says('HI', { hears: ['hello'] }, 5),
      { kind: 'wait', line: 6, ms: 1000, written: '+ 1 second' },
      { kind: 'hears', line: 7, phone, sender, expects: { ...nothing, hears: ['two days later'] } },
    );
    expect(played).toBe('as written');
    expect(done).toEqual(['follow', 'follow', 'pass', 'await', 'follow', 'follow']);
  });

  it('tells a watcher of each step before it begins, and of each turn with what differs', async () => {
    const told: string[] = [];
    const stage = new ScriptedStage([{ heard: ['hello'] }, { heard: ['bye'] }]);
    await playConversation(
      conversation(
        says('HI', { hears: ['hello'] }, 5),
        { kind: 'wait', line: 6, ms: 1000, written: '+ 1 second' },
        says('HI', { hears: ['hello'] }, 7),
      ),
      stage,
      {
        begins: async (step) => void told.push(`${step.line} ${stage.heard().length} ${stage.passed.length}`),
        ended: ({ line }, { heard }, differences) =>
          void told.push(`${line} heard ${heard.length}, differs in ${differences.length}`),
      },
    );
    expect(told).toEqual(['5 0 0', '5 heard 1, differs in 0', '6 1 0', '7 1 1', '7 heard 1, differs in 1']);
  });

  it('leaves nothing unspoken of', async () => {
    class LateStage extends ScriptedStage {
      private over = 0;
      override async follow(): Promise<void> {
        if ((this.over += 1) === 2) await this.say();
      }
    }
    const stage = new LateStage([{ heard: ['hello'] }, { heard: ['and more'], events: [refused] }]);
    const played = await differences(stage, says('HI', { hears: ['hello'] }, 5));
    expect(played).toBe(
      'stop.yaml:5 phone heard "and more" after this step\nstop.yaml:5 a text was refused with OPTED_OUT after this step',
    );
  });
});
