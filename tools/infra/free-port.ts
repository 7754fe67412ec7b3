import { connect, createServer, type Server } from 'node:net';
import { failure, type ListeningPart } from './infrastructure.error.js';

const LOOPBACK = '127.0.0.1';
/** Below those that systems give to outgoing connections, any of which could take a port before its server does. */
const LOWEST = 10_000;
const HIGHEST = 32_000;

/** `count` free TCP ports of the loopback address, all different: they are held at once before any is let go. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  try {
    for (let i = 0; i < count; i += 1) servers.push(await listenSomewhere());
    return servers.map((server) => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
      return address.port;
    });
  } finally {
    await Promise.all(servers.map(close));
  }
}

/** One free TCP port of the loopback address. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port!;
}

/**
 * Refuses a port that something else listens on.
 *
 * @throws InfrastructureError INFRA_PORT_TAKEN, or INFRA_PORT_FORBIDDEN for a privileged port
 */
export async function assertPortFree(part: ListeningPart, port: number): Promise<void> {
  // Where a listener on all addresses does not hinder one on the loopback (macOS), only a connection shows it.
  if (await answers(port)) throw failure.portTaken(part, port);
  try {
    await close(await listen(port));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') throw failure.portTaken(part, port);
    if (code === 'EACCES') throw failure.portForbidden(part, port);
    throw error;
  }
}

/** Drawn by lot, so that two that look at the same time find different ones. */
async function listenSomewhere(): Promise<Server> {
  for (;;) {
    try {
      return await listen(LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port, timeout: 1_000 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
