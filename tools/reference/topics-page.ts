import { payloadSchema, type EventDefinition, type Party } from '@parley/contracts';
import { eventName } from '../contracts/event-name.js';
import { fieldRows } from './field-rows.js';
import { code, codeBlock, notice, table } from './markdown.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const HEAD = `# Topics and events

One topic per event, \`parley.<name>.v<version>\`. Values are JSON, checked by writer and reader; the headers are those of CloudEvents 1.0 in binary mode, with \`ce_conversationid\` and \`traceparent\` ([architecture](../architecture.md#topics)). For machines: [asyncapi.yaml](../asyncapi.yaml), and a JSON Schema each.

Fields may be added, and are optional then: overlook those that you do not know. Anything else is a new topic.

`;

/** docs/reference/topics.md: every topic with who writes and reads it, and the fields of its event. */
export function topicsPage(events: readonly EventDefinition[]): string {
  const rows = events.map((event) => [
    `[${code(eventName(event))}](#${anchorOf(event)})`,
    names(event.producers),
    names(event.consumers),
    kept(event),
  ]);
  const overview = table(['event', 'written by', 'read by', 'kept'], rows);
  return notice('libs/contracts') + HEAD + [overview, ...events.map(sectionOf)].join('\n');
}

function sectionOf(event: EventDefinition): string {
  const rows = fieldRows(payloadSchema(event)).map(({ path, type, needed, description }) => [
    code(path),
    type,
    needed,
    description,
  ]);
  const key =
    event.key === 'subscriber'
      ? "the subscriber's number: one person's events stay in order"
      : 'the name of what it is about; one partition';
  const facts = [
    `- topic: ${code(event.topic)}, kept ${kept(event)}; schema: [JSON](../schemas/${event.topic}.schema.json)`,
    `- key: ${key}`,
    `- owner: ${names([event.owner])}; written by ${names(event.producers)}; read by ${names(event.consumers)}`,
  ];
  return [
    `## ${eventName(event)}\n`,
    `${event.summary}\n`,
    `${facts.join('\n')}\n`,
    table(['field', 'type', 'needed', 'meaning'], rows),
    codeBlock('json', JSON.stringify(event.example, null, 2)),
  ].join('\n');
}

// As GitHub and the site name a heading.
function anchorOf(event: EventDefinition): string {
  return eventName(event).replaceAll('.', '');
}

function kept({ cleanup, retentionMs }: EventDefinition): string {
  if (cleanup === 'compact') return 'the newest of each key, for ever';
  return `${(retentionMs ?? 0) / DAY_MS} days`;
}

function names(parties: readonly Party[]): string {
  return parties.map((party) => (party === 'other' ? 'other services' : party)).join(', ');
}
