import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { anyCharacter } from '@parley/testing/any-character';
import { javaPartition } from './java-partition.js';

describe('the partition of a key', () => {
  // As Java's client puts them: murmur2 of the key's bytes, without its sign, by 100.
  it.each([
    ['21', 0x7fffffff & -973932308],
    ['foobar', 0x7fffffff & -790332482],
    ['a-little-bit-long-string', 0x7fffffff & -985981536],
    ['a-little-bit-longer-string', 0x7fffffff & -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', 0x7fffffff & -58897971],
  ])('%s', (key, hash) => {
    expect(javaPartition(key, 100)).toBe(hash % 100);
  });

  it('is the one that kafkajs would choose', () => {
    const choose = Partitioners.DefaultPartitioner();
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.integer({ min: 1, max: 64 }), (key, count) => {
        const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
          partitionId,
          partitionErrorCode: 0,
          leader: 1,
          replicas: [1],
          isr: [1],
        }));
        const message = { key, value: null };
        expect(javaPartition(key, count)).toBe(choose({ topic: 't', partitionMetadata, message }));
      }),
    );
  });
});
