import { ConsoleLook } from './console-look.js';
import { causeOf, exercises } from './faults.js';
import { NUMBER, sendCanary, sightings, TEXT } from './canary.js';
import { curvesOf, panelOf } from './panel-curves.js';
import { TelemetryStage } from './telemetry-stage.js';

const START_WITHIN_MS = 180_000;

describe('what the platform says of itself', () => {
  let stage: TelemetryStage;

  beforeAll(async () => {
    stage = await TelemetryStage.start();
  }, START_WITHIN_MS);

  afterEach(() => stage.faults({}));

  // docs/runbooks/find-the-slow-reply.md
  it.each(exercises)(
    'tells of $fault: in the trace, on a dashboard and in the console',
    async (exercise) => {
      const { fault, panel, play, inTrace, inConversation, onPage } = exercise;
      const look = new ConsoleLook(stage.platform.url('console'));
      const before = await stage.samples();
      const { traceId, end } = await play(stage, `+1415555013${exercises.indexOf(exercise)}`);
      const shown = panelOf(panel.dashboard, panel.title);
      await stage.until(`"${panel.title}" tells of ${fault}`, async () => {
        const curves = curvesOf(shown, before, await stage.samples());
        return curves.some(({ legend, value }) => legend === panel.curve && value > panel.above);
      });
      if (onPage) await stage.until(`a page of the console tells of ${fault}`, () => onPage(look));
      await end?.();
      await stage.until(`a trace tells of ${fault}`, async () => inTrace.test(await causeOf(stage, traceId)));
      await stage.until(`the conversation's page tells of ${fault}`, async () => {
        return inConversation.test((await look.whySlow(traceId)) ?? '');
      });
    },
    START_WITHIN_MS,
  );

  it('logs as much as it is told to while it runs', async () => {
    const door = `${stage.platform.url('dispatcher')}/log-level`;
    const ask = async (init?: RequestInit, query = ''): Promise<unknown> =>
      (await fetch(door + query, init)).json();
    expect(await ask({ method: 'PUT' }, '?level=warn')).toEqual({ level: 'warn', before: 'trace' });
    expect(await ask()).toEqual({ level: 'warn' });
    expect(await ask({ method: 'PUT' }, '?level=trace')).toMatchObject({ level: 'trace' });
    await stage.until('its log says so', () =>
      Promise.resolve(stage.logs().get('dispatcher.log')!.includes('"msg":"log level changed"')),
    );
  });

  it('names no number and says no text: not in logs, not in spans, not in labels (I7)', async () => {
    await sendCanary(stage);
    const setAside = async (): Promise<number> => stage.metric('dispatcher', /^parley_dead_letters_total/);
    await stage.until('the poison records are set aside', async () => (await setAside()) >= 5);
    const last = await stage.phone(NUMBER).send({ to: '12345', text: TEXT, debug: true });
    const spans = await stage.reader.settled(last.traceId!, 30_000);
    expect(spans.length).toBeGreaterThan(3);

    const said = new Map([
      ...stage.logs(),
      ...(await stage.metrics()),
      ['spans', JSON.stringify(await stage.reader.everything())],
    ]);
    expect([...said].flatMap(([where, text]) => sightings(where, text))).toEqual([]);
    // What is searched is there, and the search finds what is there.
    for (const [where, text] of said) expect([where, text.length > 100]).toEqual([where, true]);
    expect(sightings('here', `a ${NUMBER} b ${TEXT.toUpperCase()}`)).toHaveLength(2);
  });
});
