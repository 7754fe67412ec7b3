/** A place in an order that must be kept among one person's texts; each series is judged by itself. */
export interface Place {
  readonly series: string;
  readonly place: number;
}

/** A text from a phone that must be answered, once it was acknowledged. A phone asks each question once. */
export interface ExpectedReply extends Partial<Place> {
  readonly phone: string;
  readonly sender: string;
  readonly question: string;
  readonly answer: string;
}

/** A text that another service asked for, known to be on Kafka: it goes out, or its refusal is kept. */
export interface PublishedText extends Partial<Place> {
  readonly mtId: string;
  readonly phone: string;
  readonly sender: string;
  readonly text: string;
}

/** What a trial's people and services did, and what must come of it. The judge holds it against the ledger. */
export class Expected {
  readonly phones = new Set<string>();
  readonly replies: ExpectedReply[] = [];
  readonly texts: PublishedText[] = [];
}
