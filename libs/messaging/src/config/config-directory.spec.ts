import {
  flowConfigured,
  keywordConfigured,
  moReceived,
  preferenceConfigured,
  programConfigured,
  senderConfigured,
  webhookConfigured,
} from '@parley/contracts';
import { ConfigDirectory } from './config-directory.js';

let directory: ConfigDirectory;

beforeEach(() => {
  directory = new ConfigDirectory();
});

describe('the configuration in memory', () => {
  it.each([
    ['senders', senderConfigured, '12345'],
    ['programs', programConfigured, 'sweater-club'],
    ['keywords', keywordConfigured, '12345/DISCOUNT'],
    ['preferences', preferenceConfigured, 'size'],
    ['flows', flowConfigured, 'welcome'],
    ['webhooks', webhookConfigured, 'web-shop'],
  ] as const)('has %s by their key', (map, definition, key) => {
    expect(directory.apply(definition.topic, key, definition.example)).toBe(true);
    expect(directory[map].get(key)).toEqual(definition.example);
    const { senders, programs, keywords, preferences, flows, webhooks } = directory;
    const sizes = [senders, programs, keywords, preferences, flows, webhooks].map(({ size }) => size);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(1);
  });

  it('takes the newest, fills in defaults and lets go of what was removed', () => {
    const { topic, example } = senderConfigured;
    const { tenant: _tenant, country: _country, ...without } = example;
    directory.apply(topic, '12345', without);
    expect(directory.senders.get('12345')).toMatchObject({ tenant: 'default', country: 'US' });
    directory.apply(topic, '12345', { ...example, segmentsPerSecond: 7 });
    expect(directory.senders.get('12345')?.segmentsPerSecond).toBe(7);
    directory.apply(topic, '12345', { ...example, removed: true });
    expect(directory.senders.has('12345')).toBe(false);
  });

  it('has another revision after every change, and none after what it refused', () => {
    const revisions = [directory.revision];
    directory.apply(senderConfigured.topic, '12345', senderConfigured.example);
    revisions.push(directory.revision);
    directory.apply(senderConfigured.topic, '12345', { ...senderConfigured.example, removed: true });
    revisions.push(directory.revision);
    expect(new Set(revisions).size).toBe(3);

    expect(directory.apply(senderConfigured.topic, '12345', { sender: '12345' })).toBe(false);
    expect(directory.apply(moReceived.topic, '12345', moReceived.example)).toBe(false);
    expect(directory.apply('no.such.topic', 'x', {})).toBe(false);
    expect(directory.revision).toBe(revisions[2]);
  });

  it('keeps what it has when a bad one comes', () => {
    directory.apply(senderConfigured.topic, '12345', senderConfigured.example);
    directory.apply(senderConfigured.topic, '12345', { ...senderConfigured.example, segmentsPerSecond: -1 });
    expect(directory.senders.get('12345')).toEqual(senderConfigured.example);
  });
});
