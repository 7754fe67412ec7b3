import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { payloadSchema, type EventDefinition, type JsonSchema } from '@parley/contracts';
import { breakingChanges } from './breaking-changes.js';
import { eventName } from './event-name.js';
import { json } from './generated-files.js';

/** Where a version's promise is kept: its JSON Schema and payloads that must be readable for ever. */
export function frozenSchemaPath(event: EventDefinition): string {
  return `libs/contracts/fixtures/v${event.version}/${eventName(event)}.schema.json`;
}

/** The schema as it was frozen; undefined for an event that has never been. */
export function frozenSchema(root: string, event: EventDefinition): JsonSchema | undefined {
  const path = join(root, frozenSchemaPath(event));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as JsonSchema) : undefined;
}

/** Why today's schema may not be frozen over the one that is; empty when it only grew. */
export function brokenPromises(root: string, events: readonly EventDefinition[]): string[] {
  return events.flatMap((event) => {
    const frozen = frozenSchema(root, event);
    return frozen ? breakingChanges(frozen, payloadSchema(event), event.topic) : [];
  });
}

/** Freezes what was added: new events and compatible growth. Call only when no promise is broken. */
export function freeze(root: string, events: readonly EventDefinition[]): string[] {
  return events.flatMap((event) => {
    const path = frozenSchemaPath(event);
    const today = json(payloadSchema(event));
    if (existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === today) return [];
    writeFileSync(join(root, path), today);
    return [path];
  });
}
