import { failure } from './parley.error.js';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** This process's environment: the only place of the tools where it is read. */
export const environment: Environment = process.env;

/** First of the block of ports that `parley start` listens on, see PORT_OFFSETS. */
const DEFAULT_PORT_BASE = 7070;
/** How many ports the block has room for; the last one must still be a port. */
const BLOCK = 20;

/**
 * PARLEY_PORT_BASE, or 7070.
 *
 * @throws ParleyError PORT_BASE_INVALID
 */
export function portBase(from: Environment = environment): number {
  return portOf(from, 'PARLEY_PORT_BASE', 65_536 - BLOCK) ?? DEFAULT_PORT_BASE;
}

/** PARLEY_KAFKA_PORT, where it is set: the embedded broker's port; its controller takes the one after it. */
export function kafkaPort(from: Environment = environment): number | undefined {
  return portOf(from, 'PARLEY_KAFKA_PORT', 65_534);
}

/** PARLEY_POSTGRES_PORT, where it is set. */
export function postgresPort(from: Environment = environment): number | undefined {
  return portOf(from, 'PARLEY_POSTGRES_PORT', 65_535);
}

/** PARLEY_PARTITIONS: how many partitions new topics get, where it is set. */
export function partitions(from: Environment = environment): number | undefined {
  const value = from.PARLEY_PARTITIONS?.trim();
  if (!value) return undefined;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 1_000) throw failure.partitionsInvalid(value);
  return count;
}

/** The header that shows PARLEY_API_KEY to the services' APIs; none where it is not set. */
export function authorization(from: Environment = environment): Record<string, string> {
  const key = from.PARLEY_API_KEY?.trim();
  return key ? { authorization: `Bearer ${key}` } : {};
}

function portOf(from: Environment, name: string, highest: number): number | undefined {
  const value = from[name]?.trim();
  if (!value) return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > highest) throw failure.portInvalid(name, value, highest);
  return port;
}
