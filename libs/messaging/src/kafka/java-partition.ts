/**
 * The partition that Java's client chooses for a key (org.apache.kafka.common.utils.Utils, murmur2). kafkajs has the
 * same by arithmetic on Long objects: a tenth of a service's garbage.
 */
export function javaPartition(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

/** MurmurHash2, 32 bits, with Kafka's seed. */
function murmur2(data: Buffer): number {
  let h = 0x9747b28c ^ data.length;
  const whole = data.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(data.readInt32LE(i), 0x5bd1e995);
    k = Math.imul(k ^ (k >>> 24), 0x5bd1e995);
    h = Math.imul(h, 0x5bd1e995) ^ k;
  }
  for (let i = data.length - 1; i >= whole; i -= 1) h ^= data[i]! << (8 * (i - whole));
  if (whole < data.length) h = Math.imul(h, 0x5bd1e995);
  h = Math.imul(h ^ (h >>> 13), 0x5bd1e995);
  return h ^ (h >>> 15);
}
