import type { EventDefinition } from '@parley/contracts';

/** The event's short name, `mo.received` of `parley.mo.received.v1`. */
export function eventName(event: EventDefinition): string {
  return event.topic.slice('parley.'.length, -`.v${event.version}`.length);
}

/** `mo.received` → `moReceived`, `keyword-router` → `keywordRouter`: identifiers for the AsyncAPI document. */
export function camelCase(name: string): string {
  return name.replace(/[.-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
