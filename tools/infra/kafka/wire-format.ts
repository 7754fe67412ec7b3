/** The two requests of Kafka's protocol that tell whether a broker is ready; see kafka.apache.org/protocol. */
export interface VersionRange {
  min: number;
  max: number;
}

const METADATA = 3;
const API_VERSIONS = 18;
const CLIENT = Buffer.from('parley');

/** ApiVersions v0: which requests does the broker take. Length prefix included. */
export function apiVersionsRequest(correlationId: number): Buffer {
  return framed(API_VERSIONS, 0, correlationId, Buffer.alloc(0));
}

/** Metadata v1 of no topic (an empty array): which brokers are there. Length prefix included. */
export function metadataRequest(correlationId: number): Buffer {
  return framed(METADATA, 1, correlationId, Buffer.alloc(4));
}

/**
 * The request versions that the broker takes, by the request's key; the response comes without its length prefix.
 *
 * @throws RangeError when the response is cut short, Error when it is an error or another request's
 */
export function decodeApiVersions(response: Buffer, correlationId: number): Map<number, VersionRange> {
  assertCorrelated(response, correlationId);
  const error = response.readInt16BE(4);
  if (error !== 0) throw new Error(`the broker answered ApiVersions with error ${error}`);
  const versions = new Map<number, VersionRange>();
  const count = response.readInt32BE(6);
  for (let i = 0, at = 10; i < count; i += 1, at += 6) {
    versions.set(response.readInt16BE(at), {
      min: response.readInt16BE(at + 2),
      max: response.readInt16BE(at + 4),
    });
  }
  return versions;
}

/** How many brokers are in service: a broker that still recovers its data is not among them. */
export function decodeBrokerCount(response: Buffer, correlationId: number): number {
  assertCorrelated(response, correlationId);
  return response.readInt32BE(4);
}

function framed(key: number, version: number, correlationId: number, body: Buffer): Buffer {
  const head = Buffer.alloc(14);
  head.writeInt32BE(10 + CLIENT.length + body.length, 0);
  head.writeInt16BE(key, 4);
  head.writeInt16BE(version, 6);
  head.writeInt32BE(correlationId, 8);
  head.writeInt16BE(CLIENT.length, 12);
  return Buffer.concat([head, CLIENT, body]);
}

function assertCorrelated(response: Buffer, correlationId: number): void {
  if (response.readInt32BE(0) !== correlationId)
    throw new Error('the broker answered another request than ours');
}
