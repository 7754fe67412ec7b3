import { headers, payloadSchema, type EventDefinition, type JsonSchema, type Party } from '@parley/contracts';
import { cloudEventHeaders, deadLetterHeadersSchema, exampleHeaders } from './asyncapi-headers.js';
import { camelCase, eventName } from './event-name.js';

const KAFKA_BINDING = '0.5.0';

const KEYS: Record<EventDefinition['key'], JsonSchema> = {
  subscriber: {
    type: 'string',
    pattern: '^\\+[1-9]\\d{6,14}$',
    description:
      "The subscriber's number in E.164: one person's events stay in order, on one partition, which murmur2 of the key chooses (librdkafka: partitioner=murmur2_random).",
  },
  name: {
    type: 'string',
    description: 'The name of what is configured; for a keyword `<sender>/<KEYWORD>`.',
  },
};

const PARTITIONS: Record<EventDefinition['key'], string> = {
  subscriber:
    'Partitions: the same number on every topic keyed by a subscriber, chosen when the topics are created, so that a person has one partition number everywhere.',
  name: 'One partition: configuration is read whole by every service, and what is asked of a campaign stays in order.',
};

/** A topic: its address, who writes and reads it, and how Kafka keeps it. */
export function channelOf(event: EventDefinition): JsonSchema {
  const id = camelCase(eventName(event));
  return {
    address: event.topic,
    title: eventName(event),
    summary: event.summary,
    description: [
      `Owner: ${event.owner}. Written by ${names(event.producers)}; read by ${names(event.consumers)}.`,
      PARTITIONS[event.key],
    ].join('\n'),
    messages: { [id]: { $ref: `#/components/messages/${id}` } },
    bindings: {
      kafka: {
        topic: event.topic,
        ...(event.key === 'name' ? { partitions: 1 } : {}),
        topicConfiguration: {
          'cleanup.policy': [event.cleanup],
          ...(event.retentionMs === undefined ? {} : { 'retention.ms': event.retentionMs }),
        },
        bindingVersion: KAFKA_BINDING,
      },
    },
  };
}

/** What lies on the topic: headers, key and payload, with the contract's example. */
export function messageOf(event: EventDefinition): JsonSchema {
  const id = camelCase(eventName(event));
  return {
    name: event.type,
    title: eventName(event),
    summary: event.summary,
    contentType: 'application/json',
    headers: {
      allOf: [
        { $ref: '#/components/schemas/cloudEventHeaders' },
        { type: 'object', properties: { [headers.type]: { type: 'string', const: event.type } } },
      ],
    },
    payload: { $ref: `#/components/schemas/${id}` },
    bindings: { kafka: { key: KEYS[event.key], bindingVersion: KAFKA_BINDING } },
    examples: [
      {
        name: 'typical',
        headers: exampleHeaders(event.type, event.producers[0] ?? event.owner),
        payload: event.example,
      },
    ],
  };
}

/** The payload's schema inside the document: the dialect is AsyncAPI's, the example stands by the message. */
export function schemaOf(event: EventDefinition): JsonSchema {
  const { $schema: _dialect, examples: _examples, ...schema } = payloadSchema(event);
  return schema;
}

/** The dead letters of every topic and consumer group, as one templated channel. */
export function deadLetterChannel(events: readonly EventDefinition[]): JsonSchema {
  const topics = events.filter((event) => event.key === 'subscriber').map((event) => event.topic);
  return {
    address: '{topic}.{group}.dlq',
    title: 'dead letters',
    summary: 'What a consumer group could not take: the original key and value, with the reason.',
    description: 'One partition each. Nothing else waits for a record that was set aside here.',
    parameters: {
      topic: { description: 'The topic that the record was read from.', enum: topics },
      group: { description: "The consumer group: the service's name, or `<service>-<lane>`." },
    },
    messages: { deadLetter: { $ref: '#/components/messages/deadLetter' } },
  };
}

export const deadLetterMessage: JsonSchema = {
  name: 'deadLetter',
  title: 'dead letter',
  summary: 'A record that was set aside; its headers say why and where it lay.',
  contentType: 'application/octet-stream',
  headers: { $ref: '#/components/schemas/deadLetterHeaders' },
  payload: { description: 'Whatever the record held; it need not be JSON.' },
};

export const sharedSchemas: Record<string, JsonSchema> = {
  cloudEventHeaders,
  deadLetterHeaders: deadLetterHeadersSchema,
};

function names(parties: readonly Party[]): string {
  return parties.map((party) => (party === 'other' ? 'other services' : party)).join(', ');
}
