import { connect, createServer } from 'node:net';
import { freePorts } from '../../infra/infrastructure.js';
import { kafkaPort, portBase, postgresPort, type Environment } from '../environment.js';
import { failure } from '../parley.error.js';
import { allServices, serviceNames, type ServiceName } from './services.js';

/** Where everything listens, all of it on the loopback address. */
export interface PlatformPorts {
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly simulator: number;
  /** The simulator's SMSC. */
  readonly smpp: number;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly postgres: number;
  /** First of the block, where they are one: named when a port is taken. */
  readonly base?: number;
}

/** Places in the block that begins at PARLEY_PORT_BASE. */
const OFFSETS = { simulator: 4, kafka: 5, kafkaController: 6, postgres: 7, smpp: 8, console: 9 } as const;

/** The ports of `parley start`: a block from PARLEY_PORT_BASE (7070) on, Kafka's and PostgreSQL's by their own names. */
export function blockOfPorts(environment: Environment): PlatformPorts {
  const base = portBase(environment);
  const kafka = kafkaPort(environment);
  return {
    services: servicePorts((place) => base + (place < serviceNames.length ? place : OFFSETS.console)),
    simulator: base + OFFSETS.simulator,
    smpp: base + OFFSETS.smpp,
    kafka: kafka ?? base + OFFSETS.kafka,
    kafkaController: kafka === undefined ? base + OFFSETS.kafkaController : kafka + 1,
    postgres: postgresPort(environment) ?? base + OFFSETS.postgres,
    base,
  };
}

/** Ports that nothing listens on now. */
export async function portsThatAreFree(): Promise<PlatformPorts> {
  const ports = await freePorts(allServices.length + 5);
  const [simulator, kafka, kafkaController, postgres, smpp] = ports.slice(allServices.length);
  return {
    services: servicePorts((place) => ports[place]!),
    simulator: simulator!,
    smpp: smpp!,
    kafka: kafka!,
    kafkaController: kafkaController!,
    postgres: postgres!,
  };
}

function servicePorts(portOf: (place: number) => number): Record<ServiceName, number> {
  return Object.fromEntries(allServices.map((name, place) => [name, portOf(place)])) as Record<
    ServiceName,
    number
  >;
}

/**
 * Refuses a port that something else listens on.
 *
 * @throws ParleyError PORT_TAKEN, PORT_FORBIDDEN
 */
export async function assertFree(name: string, port: number, base: number | undefined): Promise<void> {
  if (await answers(port)) throw failure.portTaken(name, port, base);
  const code = await listenCode(port);
  if (code === 'EADDRINUSE') throw failure.portTaken(name, port, base);
  if (code === 'EACCES') throw failure.portForbidden(name, port);
}

// Where a listener on all addresses does not hinder one on the loopback (macOS), only a connection shows it.
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}

function listenCode(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
