import { moReceived, type MoReceived } from '@parley/contracts';
import { SenderDictionaries } from '@parley/intents';
import { ConfigDirectory, type Batch, type Envelope, type Steps } from '@parley/messaging';
import { ResolveIntentHandler } from './resolve-intent.handler.js';

/** What the router takes of texts of somebody who was forgotten since. */
function remainsOf(data: Partial<MoReceived>): MoReceived | undefined {
  const directory = new ConfigDirectory();
  directory.senders.set('12345', {
    ...{ revision: 'r1', sender: '12345', carrier: 'simulator', tenant: 'default', brand: 'Warm Sweaters' },
    ...{ country: 'US', segmentsPerSecond: 100, helpText: 'help' },
  });
  const nothing = {} as never;
  const handler = new ResolveIntentHandler(nothing, new SenderDictionaries(directory), nothing, nothing);
  let remains: MoReceived | undefined;
  const event = { data: { ...moReceived.example, ...data } } as Envelope<MoReceived>;
  const batch = {
    events: [event],
    run: async (steps: Steps<MoReceived, unknown>) => void (remains = steps.remains!(event)?.data),
  };
  void handler.resolve(batch as unknown as Batch<MoReceived>);
  return remains;
}

describe('texts of before a person was forgotten', () => {
  it.each(['DISCOUNT', 'my bird is ill', 'YES', 'HELP', 'START', ''])('%j is dropped', (text) => {
    expect(remainsOf({ text })).toBeUndefined();
  });

  it.each(['STOP', 'Stop. Thank you', 'please unsubscribe me'])(
    '%j remains, as the word STOP alone',
    (text) => {
      const remains = remainsOf({ text, media: ['https://example.com/ann.jpg'] })!;
      expect(remains.text).toBe('STOP');
      expect(JSON.stringify(remains)).not.toMatch(/Thank|ann|please/);
    },
  );

  it('an opt-out in one of its parts remains too', () => {
    const parts = ['STOP', 'my bird'].map((text, i) => ({ number: i + 1, text, carrierMessageId: `${i}` }));
    const remains = remainsOf({ text: 'STOPmy bird', parts });
    expect([remains?.text, remains?.parts]).toEqual(['STOP', undefined]);
  });
});
