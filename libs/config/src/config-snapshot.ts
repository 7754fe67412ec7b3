import type {
  FlowConfigured,
  KeywordConfigured,
  PreferenceConfigured,
  ProgramConfigured,
  SenderConfigured,
  WebhookConfigured,
} from '@parley/contracts';

/** An event's data before it is published: which revision it belongs to is not part of what was declared. */
export type Declared<T> = Omit<T, 'revision'>;

/** Everything that is configured, by Kafka key; the file declares one, the config topics hold another. */
export interface ConfigSnapshot {
  readonly senders: ReadonlyMap<string, Declared<SenderConfigured>>;
  readonly programs: ReadonlyMap<string, Declared<ProgramConfigured>>;
  readonly preferences: ReadonlyMap<string, Declared<PreferenceConfigured>>;
  readonly keywords: ReadonlyMap<string, Declared<KeywordConfigured>>;
  readonly flows: ReadonlyMap<string, Declared<FlowConfigured>>;
  readonly webhooks: ReadonlyMap<string, Declared<WebhookConfigured>>;
}

/** A keyword's Kafka key: `12345/DISCOUNT`. Letter case does not tell keywords apart. */
export function keywordKey(keyword: { readonly sender: string; readonly keyword: string }): string {
  return `${keyword.sender}/${keyword.keyword.toUpperCase()}`;
}
