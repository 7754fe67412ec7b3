import type { EventDefinition, JsonSchema, Party } from '@parley/contracts';
import {
  channelOf,
  deadLetterChannel,
  deadLetterMessage,
  messageOf,
  schemaOf,
  sharedSchemas,
} from './asyncapi-channels.js';
import { camelCase, eventName, pascalCase } from './event-name.js';

const INFO = {
  title: 'Parley events',
  version: '1.0.0',
  description: [
    'Every topic of Parley: what it carries, who writes it, who reads it.',
    'Values are JSON, checked against the schema when written and when read. Readers drop fields that they do not know, so a new optional field is no new version; anything else is a new topic (`.v2`).',
  ].join('\n'),
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
};

/** The AsyncAPI 3.0 document of the events, as a plain object whose order is that of the events. */
export function asyncApiDocument(events: readonly EventDefinition[]): JsonSchema {
  const byId = (make: (event: EventDefinition) => JsonSchema): Record<string, JsonSchema> =>
    Object.fromEntries(events.map((event) => [camelCase(eventName(event)), make(event)]));
  return {
    asyncapi: '3.0.0',
    info: INFO,
    defaultContentType: 'application/json',
    channels: { ...byId(channelOf), deadLetters: deadLetterChannel(events) },
    operations: Object.fromEntries([...events.flatMap(operationsOf), ...deadLetterOperations(events)]),
    components: {
      messages: { ...byId(messageOf), deadLetter: deadLetterMessage },
      schemas: { ...sharedSchemas, ...byId(schemaOf) },
    },
  };
}

function operationsOf(event: EventDefinition): [string, JsonSchema][] {
  const channel = camelCase(eventName(event));
  return [
    ...event.producers.map((party) => operation(party, 'send', channel, channel)),
    ...event.consumers.map((party) => operation(party, 'receive', channel, channel)),
  ];
}

function deadLetterOperations(events: readonly EventDefinition[]): [string, JsonSchema][] {
  const bySubscriber = events.filter((event) => event.key === 'subscriber');
  return [...new Set(bySubscriber.flatMap((event) => event.consumers))]
    .filter((party) => party !== 'other')
    .map((party) => operation(party, 'send', 'deadLetters', 'deadLetter'));
}

function operation(
  party: Party,
  action: 'send' | 'receive',
  channel: string,
  message: string,
): [string, JsonSchema] {
  const who = party === 'other' ? 'other-services' : party;
  const verb = action === 'send' ? 'Sends' : 'Receives';
  return [
    `${camelCase(who)}${verb}${pascalCase(channel)}`,
    {
      action,
      channel: { $ref: `#/channels/${channel}` },
      tags: [{ name: who }],
      messages: [{ $ref: `#/channels/${channel}/messages/${message}` }],
    },
  ];
}
