import {
  consentChanged,
  consentRequested,
  flowRequested,
  intentResolved,
  supportCaseClosed,
  supportCaseOpened,
  supportReplyRequested,
  type ConsentRequested,
  type FlowConfigured,
  type KeywordConfigured,
  type ProgramConfigured,
  type SenderConfigured,
} from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { aChoose, anAsk, aSay, aSender, DAY, MINUTE, size } from './domain/flow/flow.builder.js';
import { MemoryRouter } from './memory-router.builder.js';

const keyword = (word: string, does: Partial<KeywordConfigured>): KeywordConfigured => ({
  sender: '12345',
  keyword: word,
  revision: 'r1',
  aliases: [],
  action: 'reply',
  ...does,
});
const flow = (name: string, ...steps: FlowConfigured['steps']): FlowConfigured => ({
  flow: name,
  revision: 'r1',
  sender: '12345',
  steps,
});
const club: ProgramConfigured = {
  program: 'club',
  revision: 'r1',
  sender: '12345',
  name: 'Sweater Club',
  optIn: 'double',
  confirmWords: ['yes', 'y'],
  confirmWithinDays: 30,
  welcomeText: 'Welcome!',
  goodbyeText: 'Bye.',
};

function router(
  flows: FlowConfigured[],
  own: Partial<SenderConfigured> = {},
  codes: string[] = [],
  program = club,
) {
  const config = new ConfigDirectory();
  config.senders.set('12345', { ...aSender, ...own });
  config.preferences.set('size', size);
  config.programs.set('club', program);
  config.keywords.set('12345/ABOUT', keyword('ABOUT', { reply: 'About us' }));
  for (const each of flows) {
    config.flows.set(each.flow, each);
    config.keywords.set(
      `12345/${each.flow.toUpperCase()}`,
      keyword(each.flow.toUpperCase(), { action: 'flow', flow: each.flow }),
    );
  }
  config.revision = 1;
  return new MemoryRouter(config, '12345', codes);
}

const survey = flow(
  'survey',
  anAsk('size', { text: 'Which size?', preference: 'size', invalidText: 'M or L?' }),
  aSay('thanks', 'Thanks, {{ preference.size }}!'),
);
const yesNo = flow(
  'socks',
  aChoose('q', [{ label: 'Yes' }, { label: 'No' }], { list: false }),
  aSay('x', 'You said {{ answer.q }}'),
);

const intents = ({ published }: MemoryRouter) =>
  published.flatMap(({ event, data }) => {
    if (event !== intentResolved) return [];
    const { intent, match } = data as { intent: string; match: { rule: string } };
    return [`${intent} ${match.rule}`];
  });

describe('a flow of a keyword', () => {
  it('asks, takes the answer, keeps it and goes on', async () => {
    const phone = router([survey]);
    expect(await phone.text('survey')).toEqual(['Which size?']);
    expect(await phone.text('huge')).toEqual(['M or L?']);
    expect(await phone.text('Large')).toEqual(['Thanks, L!']);
    expect(intents(phone)).toEqual(['flow keyword/exact', 'answer flow/no-answer', 'answer flow/answer']);
    expect(phone.dialogue).toBeUndefined();
    expect(
      (await phone.dialogues.load(['+14155550101|12345'])).get('+14155550101|12345')?.known.preferences,
    ).toEqual({
      size: 'L',
    });
  });

  it('lets keywords through where a text is no answer, and keeps its question', async () => {
    const phone = router([survey]);
    await phone.text('survey');
    expect(await phone.text('ABOUT')).toEqual(['About us']);
    expect(await phone.text('M')).toEqual(['Thanks, M!']);
  });

  it('gives compliance words the first word, and ends at once with any opt-out', async () => {
    const phone = router([survey]);
    await phone.text('survey');
    expect(await phone.text('HELP')).toEqual(['Warm Sweaters: help at 1-800-555-0100.']);
    expect(phone.dialogue).toBeDefined();
    expect(await phone.text('Stop.')).toEqual([]);
    expect(phone.dialogue).toBeUndefined();
    expect(await phone.text('M')).toEqual([]);
  });

  it('ends with an opt-out by other ways too', async () => {
    const phone = router([survey]);
    await phone.text('survey');
    expect(await phone.consent('*', 'out')).toEqual([]);
    expect(phone.dialogue).toBeUndefined();
  });

  it('takes YES for an answer, unless an opt-in waits for it', async () => {
    const phone = router([yesNo]);
    await phone.text('socks');
    expect(await phone.text('yes')).toEqual(['You said Yes']);
    await phone.consent('club', 'pending');
    await phone.text('socks');
    expect(await phone.text('yes')).toEqual([]);
    expect(intents(phone).at(-1)).toBe('confirm compliance/confirm');
  });

  it('replaces the one under way, so that one alone waits', async () => {
    const phone = router([survey, yesNo]);
    await phone.text('survey');
    expect(await phone.text('socks')).toEqual(['q?']);
    expect(await phone.text('no')).toEqual(['You said No']);
    expect(phone.dialogue).toBeUndefined();
  });
});

describe('the loop guard', () => {
  it('stops a machine that begins a flow again and again', async () => {
    const phone = router([survey]);
    for (let time = 0; time < 20; time++) expect(await phone.text('survey')).toEqual(['Which size?']);
    expect(await phone.text('survey')).toEqual([]);
    await phone.pass(5 * MINUTE);
    expect(await phone.text('survey')).toEqual(['Which size?']);
  });
});

describe('coupons', () => {
  const gift = flow(
    'gift',
    { step: 'c', kind: 'coupon', text: 'Your code: {{ coupon }}', pool: 'autumn', onEmpty: 'gone' },
    { step: 'x', kind: 'end' },
    aSay('gone', 'All gone'),
  );

  it('come from the pool, one each, until it is empty', async () => {
    const phone = router([gift], {}, ['A1', 'A2']);
    expect(await phone.text('gift')).toEqual(['Your code: A1']);
    expect(await phone.text('gift')).toEqual(['Your code: A2']);
    expect(await phone.text('gift')).toEqual(['All gone']);
    const given = phone.dialogues.records.flatMap((record) => (record.kind === 'coupon' ? record.code : []));
    expect(given).toEqual(['A1', 'A2']);
  });

  it('answer the text that asked for one, of which they say when it was received', async () => {
    const phone = router([gift], {}, ['A1']);
    const receivedAt = new Date(phone.nowMs).toISOString();
    await phone.text('gift');
    expect(phone.published.at(-1)?.data).toMatchObject({ text: 'Your code: A1', moReceivedAt: receivedAt });
  });
});

describe('an opt-in', () => {
  const drip = {
    ...flow(
      'drip',
      { step: 'w', kind: 'wait', for: '2 days' },
      aSay('x', 'News for {{ preference.size | default: "you" }}'),
    ),
    program: 'club',
  };

  it('begins the flow of its program, whose texts go under it', async () => {
    const phone = router([drip], {}, [], { ...club, startsFlow: 'drip' });
    expect(await phone.consent('club', 'in')).toEqual([]);
    expect(await phone.pass(2 * DAY - 1)).toEqual([]);
    expect(await phone.pass(1)).toEqual(['News for you']);
    expect(phone.published.at(-1)!.data).toMatchObject({ program: 'club', lane: 'transactional' });
    expect(phone.dialogue).toBeUndefined();
  });

  it('is answered at once by whoever holds the phone, and in its turn for others', async () => {
    const hello = { ...flow('hello', aSay('x', 'Hello!')), program: 'club' };
    const phone = router([hello], {}, [], { ...club, startsFlow: 'hello' });
    expect(await phone.consent('club', 'in', 'keyword')).toEqual(['Hello!']);
    expect(phone.published.at(-1)!.data).toMatchObject({ lane: 'reply', program: 'club' });
    expect(await phone.consent('club', 'in', 'import')).toEqual(['Hello!']);
    expect(phone.published.at(-1)!.data).toMatchObject({ lane: 'transactional' });
  });

  it('is what a subscribe step waits for', async () => {
    const join = flow(
      'join',
      { step: 's', kind: 'subscribe', program: 'club', timeout: '30 days' },
      aSay('x', 'In!'),
    );
    const phone = router([join]);
    expect(await phone.text('join')).toEqual([]);
    expect(await phone.text('YES')).toEqual([]);
    expect(await phone.consent('club', 'in')).toEqual(['In!']);
  });

  it('is asked for with the text that it follows from', async () => {
    const subscribe = { step: 's', kind: 'subscribe', program: 'club', timeout: '30 days' } as const;
    const ask = { step: 'q', kind: 'ask', text: 'Join?', retries: 0, timeout: '1 day' } as const;
    const wait = { step: 'w', kind: 'wait', for: '1 day' } as const;
    const askedBy = async (steps: FlowConfigured['steps'], ...texts: string[]) => {
      const phone = router([flow('join', ...steps)]);
      for (const text of texts) await phone.text(text);
      if (steps[0]?.kind === 'wait') await phone.pass(DAY);
      const { mo } = phone.published.find(({ event }) => event === consentRequested)!
        .data as ConsentRequested;
      return mo && { text: mo.text, rule: mo.rule };
    };
    expect(await askedBy([subscribe], 'Join')).toEqual({ text: 'Join', rule: 'flow/join/s@r1' });
    expect(await askedBy([ask, subscribe], 'join', 'Sure!')).toEqual({
      text: 'Sure!',
      rule: 'flow/join/s@r1',
    });
    expect(await askedBy([wait, subscribe], 'join')).toBeUndefined();
  });

  it('long ago begins nothing', async () => {
    const phone = router([drip], {}, [], { ...club, startsFlow: 'drip' });
    phone.nowMs += 2 * DAY;
    const changedAt = new Date(phone.nowMs - DAY - 1).toISOString();
    const data = { ...phone.whose, program: 'club', to: 'in', from: 'none', version: 1, changedAt };
    await phone.hear(consentChanged, { ...consentChanged.example, ...data } as never);
    expect(phone.dialogue).toBeUndefined();
  });
});

describe('an event', () => {
  it('begins a flow with its values, after the one that is under way', async () => {
    const order = flow('order', aSay('x', 'Order {{ values.order }} is on its way.'));
    const phone = router([survey, order]);
    const data = {
      ...phone.whose,
      flow: 'order',
      values: { order: 'A-1001' },
      requestedAt: '2026-11-20T15:00:00.000Z',
    };
    expect(await phone.hear(flowRequested, data)).toEqual(['Order A-1001 is on its way.']);
    await phone.text('survey');
    expect(await phone.hear(flowRequested, data)).toEqual([]);
    expect(await phone.text('M')).toEqual(['Thanks, M!', 'Order A-1001 is on its way.']);
  });
});

describe('support', () => {
  const human = flow('human', { step: 'h', kind: 'handoff', text: 'One moment.' });
  const events = ({ published }: MemoryRouter) => published.map(({ event }) => event);

  it('opens a case where a flow hands off, is quiet while it is open, and speaks again when it is released', async () => {
    const phone = router([human, survey]);
    expect(await phone.text('human')).toEqual(['One moment.']);
    expect(events(phone)).toContain(supportCaseOpened);
    expect(await phone.text('ABOUT')).toEqual([]);
    expect(intents(phone).at(-1)).toBe('handoff support/case');
    expect(await phone.text('HELP')).toEqual(['Warm Sweaters: help at 1-800-555-0100.']);
    const reply = {
      ...phone.whose,
      caseId: phone.dialogue!.support!.id,
      requestedAt: '2026-11-20T15:00:00.000Z',
    };
    expect(await phone.hear(supportReplyRequested, { ...reply, text: 'Hi, Kim here' })).toEqual([
      'Hi, Kim here',
    ]);
    expect(await phone.hear(supportReplyRequested, { ...reply, release: true })).toEqual([]);
    expect(events(phone).at(-1)).toBe(supportCaseClosed);
    expect(await phone.text('ABOUT')).toEqual(['About us']);
    const said = phone.dialogues.records.flatMap((each) =>
      each.kind === 'message' ? `${each.by}: ${each.text}` : [],
    );
    expect(said).toEqual(['subscriber: human', 'subscriber: ABOUT', 'agent: Hi, Kim here']);
  });

  it('opens a case for what nobody understands, where the sender has support', async () => {
    const without = router([survey]);
    await without.text('My sweater has a hole');
    expect(events(without)).not.toContain(supportCaseOpened);
    const phone = router([survey], { support: true, fallbackText: 'Somebody will read it.' });
    expect(await phone.text('My sweater has a hole')).toEqual(['Somebody will read it.']);
    expect(phone.published.find(({ event }) => event === supportCaseOpened)!.data).toMatchObject({
      reason: 'not_understood',
      text: 'My sweater has a hole',
    });
  });

  it('opens none for who answers the question of an opt-in, however wrongly', async () => {
    const phone = router([survey], { support: true });
    await phone.consent('club', 'pending');
    await phone.text('maybe');
    expect(events(phone)).not.toContain(supportCaseOpened);
    await phone.consent('club', 'in');
    await phone.text('maybe');
    expect(events(phone)).toContain(supportCaseOpened);
  });

  it('is closed after idle time, which every text begins anew', async () => {
    const phone = router([human], { supportIdle: '1 hour' });
    await phone.text('human');
    await phone.pass(59 * MINUTE);
    await phone.text('hello?');
    await phone.pass(59 * MINUTE);
    expect(phone.dialogue).toBeDefined();
    await phone.pass(MINUTE);
    expect(phone.dialogue).toBeUndefined();
    expect(phone.published.at(-1)!.data).toMatchObject({ reason: 'idle' });
  });

  it('is closed by an opt-out', async () => {
    const phone = router([human]);
    await phone.text('human');
    await phone.text('STOP');
    expect(phone.published.find(({ event }) => event === supportCaseClosed)!.data).toMatchObject({
      reason: 'opted_out',
    });
    expect(phone.dialogue).toBeUndefined();
  });

  it('holds a flow that waits, whose time comes when it is over', async () => {
    const drip = flow('drip', { step: 'w', kind: 'wait', for: '30 minutes' }, aSay('x', 'News'));
    const phone = router([drip], { support: true, supportIdle: '2 hours' });
    await phone.text('drip');
    await phone.text('something else');
    expect(await phone.pass(119 * MINUTE)).toEqual([]);
    expect(await phone.pass(MINUTE)).toEqual(['News']);
  });

  it('takes no answer to a case that is not open', async () => {
    const phone = router([human]);
    const data = { ...supportReplyRequested.example, ...phone.whose };
    expect(await phone.hear(supportReplyRequested, data)).toEqual([]);
  });
});
