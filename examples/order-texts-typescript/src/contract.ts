/** What this service needs of docs/asyncapi.yaml, in TypeScript: two messages and their headers. */

export const topics = { requested: 'parley.mt.requested.v1', status: 'parley.mt.status.v1' } as const;

/** `mtRequested`: its other fields are optional, and have defaults. */
export interface MtRequested {
  /** E.164; the key of the record too. */
  readonly subscriber: string;
  /** Our number. */
  readonly sender: string;
  readonly text: string;
  readonly lane?: 'reply' | 'transactional' | 'bulk';
  /** Not after this instant: it ends as `expired`. ISO 8601 in UTC. */
  readonly expiresAt?: string;
}

/** `mtStatus`, as far as it is read here. A status that is not known yet is a string like the others. */
export interface MtStatus {
  /** The `ce_id` of the request. */
  readonly mtId: string;
  readonly status: string;
  /** Nothing more is expected after this. */
  readonly final: boolean;
  /** Why, such as OPTED_OUT. */
  readonly code?: string;
  readonly segments: number;
}
