import { deadLetterHeaders, deadLetterReasons, headers, type JsonSchema } from '@parley/contracts';

/** CloudEvents 1.0 attributes in binary mode, as a schema of the Kafka headers of every event. */
export const cloudEventHeaders: JsonSchema = {
  type: 'object',
  description:
    'CloudEvents 1.0, Kafka protocol binding, binary content mode, with W3C Trace Context. Parley sets every one.',
  required: [headers.id, headers.source, headers.type, headers.specVersion],
  properties: {
    [headers.id]: {
      type: 'string',
      format: 'uuid',
      description: 'The event id. Consumers drop an id that they have seen.',
    },
    [headers.source]: { type: 'string', description: 'The service that published the event.' },
    [headers.type]: { type: 'string', description: "The event's type: the same as its topic." },
    [headers.specVersion]: { type: 'string', const: '1.0' },
    [headers.time]: { type: 'string', format: 'date-time' },
    [headers.conversationId]: {
      type: 'string',
      description: 'Opaque id of subscriber × sender, the same in every service; safe in spans and logs.',
    },
    [headers.contentType]: { type: 'string', const: 'application/json' },
    [headers.traceparent]: {
      type: 'string',
      pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
      description: 'W3C Trace Context of the span that published the event.',
    },
  },
};

/** Example values of the headers, fixed so that the document is the same every time. */
export function exampleHeaders(type: string, source: string): Record<string, string> {
  return {
    [headers.id]: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
    [headers.source]: source,
    [headers.type]: type,
    [headers.specVersion]: '1.0',
    [headers.time]: '2026-11-20T15:00:00.000Z',
    [headers.conversationId]: '9f2c51d0a3b84e6f8d17c0e5b2a49637',
    [headers.contentType]: 'application/json',
    [headers.traceparent]: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  };
}

/** The headers of a dead letter: the record's own, and why and whence. */
export const deadLetterHeadersSchema: JsonSchema = {
  type: 'object',
  description: "The original record's headers, with these added.",
  required: Object.values(deadLetterHeaders),
  properties: {
    [deadLetterHeaders.reason]: { type: 'string', enum: deadLetterReasons },
    [deadLetterHeaders.detail]: {
      type: 'string',
      description: 'Which fields or attributes are wrong; never their values.',
    },
    [deadLetterHeaders.topic]: { type: 'string', description: 'The topic that the record was read from.' },
    [deadLetterHeaders.partition]: { type: 'string', pattern: '^\\d+$' },
    [deadLetterHeaders.offset]: { type: 'string', pattern: '^\\d+$' },
    [deadLetterHeaders.timestamp]: {
      type: 'string',
      pattern: '^\\d+$',
      description: 'ms since the epoch, as the broker kept it.',
    },
    [deadLetterHeaders.group]: { type: 'string', description: 'The consumer group that could not take it.' },
    [deadLetterHeaders.encoding]: {
      type: 'string',
      enum: ['utf8', 'base64'],
      description: "How the value is written: base64 where the record's bytes were not UTF-8.",
    },
    [deadLetterHeaders.attempts]: { type: 'string', pattern: '^\\d+$' },
  },
};
