import { NUMBER, sendCanary, sightings, TEXT } from './canary.js';
import { TelemetryStage } from './telemetry-stage.js';

const START_WITHIN_MS = 180_000;

describe('what the platform says of itself', () => {
  let stage: TelemetryStage;

  beforeAll(async () => {
    stage = await TelemetryStage.start();
  }, START_WITHIN_MS);

  it('names no number and says no text: not in logs, not in spans, not in labels (I7)', async () => {
    await sendCanary(stage);
    const setAside = async (): Promise<number> => stage.metric('dispatcher', 'parley_dead_letters_total');
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
