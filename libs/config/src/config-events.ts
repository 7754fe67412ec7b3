import {
  configApplied,
  flowConfigured,
  keywordConfigured,
  preferenceConfigured,
  programConfigured,
  senderConfigured,
  webhookConfigured,
  type ConfigApplied,
  type EventDefinition,
} from '@parley/contracts';
import type { Change, ConfigKind } from './plan.js';

/** A record for a config topic. */
export interface ConfigEvent {
  readonly event: EventDefinition;
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const EVENTS: Record<ConfigKind, EventDefinition> = {
  sender: senderConfigured,
  program: programConfigured,
  keyword: keywordConfigured,
  preference: preferenceConfigured,
  flow: flowConfigured,
  webhook: webhookConfigured,
};

/**
 * The events that carry a plan out. What others depend on comes first when it is added and goes last when it
 * is removed, so that a reader half way through never sees a keyword without its sender.
 */
export function configEvents(changes: readonly Change[], revision: string): ConfigEvent[] {
  const kept = changes.filter(({ action }) => action !== 'remove');
  const removed = changes.filter(({ action }) => action === 'remove').toReversed();
  return [...kept, ...removed].map((change) => {
    const event = EVENTS[change.kind];
    const data =
      change.action === 'remove'
        ? { ...change.before, revision, removed: true }
        : { ...change.after, revision };
    return { event, key: change.key, data: event.schema.parse(data) };
  });
}

/** The event that keeps an application as a whole; published last, so that it stands for what was carried out. */
export function appliedEvent(
  changes: readonly Change[],
  applied: Omit<ConfigApplied, 'changes'>,
): ConfigEvent {
  const said = changes.map(({ action, kind, key }) => ({ action, kind, key }));
  const data = configApplied.schema.parse({ ...applied, changes: said });
  return { event: configApplied, key: applied.revision, data };
}
