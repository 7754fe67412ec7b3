import { consentState, events, moReceived, mtRequested } from '@parley/contracts';
import { stringify } from 'yaml';
import { asyncApiDocument } from './asyncapi-document.js';
import { asyncApiErrors } from './validate-asyncapi.js';

interface Document {
  channels: Record<string, { address: string; bindings: { kafka: { topicConfiguration: unknown } } }>;
  operations: Record<string, { action: string; channel: { $ref: string } }>;
  components: { schemas: Record<string, { type: string }> };
}

function document(of = events): Document {
  return structuredClone(asyncApiDocument(of)) as unknown as Document;
}

function errorsOf(changed: Document): Promise<string[]> {
  return asyncApiErrors(stringify(changed, { aliasDuplicateObjects: false }));
}

describe('the AsyncAPI document', () => {
  it('is valid', async () => {
    expect(await errorsOf(document())).toEqual([]);
  });

  it('would be found invalid with a dangling reference or a faulty schema', async () => {
    const dangling = document([moReceived]);
    dangling.operations['ingestSendsMoReceived']!.channel.$ref = '#/channels/nowhere';
    expect((await errorsOf(dangling)).join()).toContain('invalid-ref');

    const faulty = document([moReceived]);
    faulty.components.schemas['moReceived']!.type = 'text';
    expect((await errorsOf(faulty)).join()).toContain('components.schemas.moReceived.type');
  });

  it('has a channel for every topic', () => {
    const addresses = Object.values(document().channels).map(({ address }) => address);
    expect(addresses).toEqual([...events.map(({ topic }) => topic), '{topic}.{group}.dlq']);
  });

  it('says how Kafka keeps a topic', () => {
    const { channels } = document([mtRequested, consentState]);
    expect(channels['mtRequested']?.bindings.kafka.topicConfiguration).toEqual({
      'cleanup.policy': ['delete'],
      'retention.ms': 7 * 24 * 60 * 60 * 1000,
    });
    expect(channels['consentState']?.bindings.kafka.topicConfiguration).toEqual({
      'cleanup.policy': ['compact'],
    });
  });

  it('has an operation for everybody who writes or reads', () => {
    const { operations } = document([mtRequested]);
    expect(Object.entries(operations).map(([name, { action }]) => `${name} ${action}`)).toEqual([
      'keywordRouterSendsMtRequested send',
      'subscriptionsSendsMtRequested send',
      'dispatcherSendsMtRequested send',
      'consoleSendsMtRequested send',
      'otherServicesSendsMtRequested send',
      'dispatcherReceivesMtRequested receive',
      'consoleReceivesMtRequested receive',
      'dispatcherSendsDeadLetters send',
      'consoleSendsDeadLetters send',
    ]);
  });

  it('is the same every time', () => {
    expect(stringify(asyncApiDocument(events))).toBe(stringify(asyncApiDocument(events)));
  });
});
