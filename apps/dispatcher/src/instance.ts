import { randomUUID } from 'node:crypto';

/** This run of this replica: claims carry its id, and a restarted process is another. */
export class Instance {
  readonly id = randomUUID();
}
