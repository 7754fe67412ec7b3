/**
 * Kafka header names of an event: CloudEvents 1.0, Kafka protocol binding, binary content mode (attributes
 * carry the prefix `ce_`, `datacontenttype` travels as `content-type`), and W3C Trace Context.
 */
export const headers = {
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  specVersion: 'ce_specversion',
  time: 'ce_time',
  /** Extension attribute: the opaque id of subscriber × sender. */
  conversationId: 'ce_conversationid',
  contentType: 'content-type',
  traceparent: 'traceparent',
} as const;

export type HeaderName = (typeof headers)[keyof typeof headers];
