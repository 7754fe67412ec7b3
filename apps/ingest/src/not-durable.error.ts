/** Neither Kafka nor PostgreSQL took the records: the carrier has to send them again. */
export class NotDurableError extends Error {
  override readonly name = 'NotDurableError';
  readonly code = 'NOT_DURABLE';

  constructor(reason = 'neither Kafka nor PostgreSQL took the records') {
    super(reason);
  }
}
