/** An event as it lies on its topic. */
export interface PublishedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, the text otherwise. */
  readonly data: unknown;
}

/** What has been read so far; it grows while somebody reads. */
export interface PublishedRecords {
  readonly all: readonly PublishedRecord[];
}
