import { failure, type InfrastructureError } from '../infrastructure.error.js';
import { lastWords } from '../process/log-tail.js';

export interface ServerFailurePlace {
  port: number;
  data: string;
  /** Where a person reads on. */
  log: string;
}

const UNREADABLE =
  /incompatible with server|wrong ownership|invalid permissions|permission denied|not a database cluster directory|invalid checkpoint record|could not locate a valid checkpoint/i;

/** What PostgreSQL's last words mean, as the one sentence to say. */
export function serverFailure(words: string, place: ServerFailurePlace): InfrastructureError {
  if (/address already in use/i.test(words)) return failure.portTaken('postgres', place.port);
  if (/no space left on device/i.test(words)) return failure.diskFull(place.data, 0);
  const unreadable = words.split('\n').find((line) => UNREADABLE.test(line));
  if (unreadable !== undefined) return failure.postgresData(place.data, lastWords(unreadable));
  return failure.postgresStart(lastWords(words, /FATAL|PANIC|error/), place.log);
}
