import { failure, type InfrastructureError } from '../infrastructure.error.js';
import { lastWords } from '../process/log-tail.js';

export interface BrokerFailurePlace {
  port: number;
  controllerPort: number;
  /** The folder of the broker's data. */
  data: string;
  /** Where a person reads on. */
  log: string;
}

const INCONSISTENT =
  /inconsistent\s*cluster\s*id|invalid cluster\.id|stored node id|more than one cluster\.id|no `?meta\.properties`?|metadata\.version .* not supported|encountered fatal fault.*(metadata|snapshot)/i;

/** What a broker's last words mean, as the one sentence to say. */
export function brokerFailure(words: string, place: BrokerFailurePlace): InfrastructureError {
  const taken = /(?:bind|socket server|address already in use)[^\n]*?:(\d{2,5})\b/i.exec(words)?.[1];
  if (/address already in use/i.test(words)) {
    return Number(taken) === place.controllerPort
      ? failure.portTaken('kafkaController', place.controllerPort)
      : failure.portTaken('kafka', place.port);
  }
  if (/no space left on device/i.test(words)) return failure.diskFull(place.data, 0);
  const inconsistent = words.split('\n').find((line) => INCONSISTENT.test(line));
  if (inconsistent !== undefined) return failure.kafkaData(place.data, lastWords(inconsistent));
  return failure.kafkaStart(lastWords(words, /exception|error|fatal/i), place.log);
}
