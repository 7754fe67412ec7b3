import { connect, type Socket } from 'node:net';
import {
  apiVersionsRequest,
  decodeApiVersions,
  decodeBrokerCount,
  metadataRequest,
  type VersionRange,
} from './wire-format.js';

const PATIENCE_MS = 3_000;
const LONGEST_ANSWER = 1024 * 1024;

/** What a broker says of itself. */
export interface BrokerAnswer {
  /** The request versions it takes, by the request's key. */
  versions: Map<number, VersionRange>;
  /** Brokers in service. */
  brokers: number;
}

/** Asks a broker (host, port) over a bare socket. Rejects when it does not answer within 3 s, or not as Kafka does. */
export async function askBroker(host: string, port: number): Promise<BrokerAnswer> {
  const socket = connect({ host, port, timeout: PATIENCE_MS });
  try {
    const versions = decodeApiVersions(await exchange(socket, apiVersionsRequest(1)), 1);
    return { versions, brokers: decodeBrokerCount(await exchange(socket, metadataRequest(2)), 2) };
  } finally {
    socket.destroy();
  }
}

/** Whether the broker takes requests and is in service: topics can be created from now on. */
export async function brokerIsReady(host: string, port: number): Promise<boolean> {
  return askBroker(host, port).then(
    ({ brokers }) => brokers > 0,
    () => false,
  );
}

function exchange(socket: Socket, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const settle = (error: Error | undefined, answer?: Buffer) => {
      socket.off('data', take).off('error', settle).off('close', closed).off('timeout', slow);
      if (error) reject(error);
      else resolve(answer!);
    };
    const take = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const length = received.readInt32BE(0);
      if (length < 0 || length > LONGEST_ANSWER) settle(new Error('this is no broker of Kafka'));
      else if (received.length >= 4 + length) settle(undefined, received.subarray(4, 4 + length));
    };
    const closed = () => settle(new Error('the broker closed the connection'));
    const slow = () => settle(new Error('the broker did not answer in time'));
    socket.on('data', take).on('error', settle).on('close', closed).on('timeout', slow);
    socket.write(request);
  });
}
