import { randomUUID } from 'node:crypto';
import { TraceFlags } from '@opentelemetry/api';
import fc from 'fast-check';
import { formatTraceparent, isSampled, parseTraceparent } from './traceparent.js';
import { unsampledTraceparent } from './tracing.js';

// The example of W3C Trace Context level 1, §3.2.
const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .filter((array) => array.some((byte) => byte !== 0))
    .map((array) => Buffer.from(array).toString('hex'));

describe('a traceparent', () => {
  it('is read as the standard writes it', () => {
    expect(parseTraceparent(SAMPLED)).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: TraceFlags.SAMPLED,
      isRemote: true,
    });
  });

  it('comes back as it was written, with the sampled flag alone', () => {
    fc.assert(
      fc.property(hex(16), hex(8), fc.integer({ min: 0, max: 255 }), (traceId, spanId, flags) => {
        const text = `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
        const context = parseTraceparent(text)!;
        expect(formatTraceparent(context)).toBe(`00-${traceId}-${spanId}-0${flags & 1}`);
        expect(isSampled(text)).toBe((flags & 1) === 1);
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['another version', SAMPLED.replace(/^00/, 'ff')],
    ['capitals', SAMPLED.toUpperCase()],
    ['no trace', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['too short a span', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01'],
    ['more behind it', `${SAMPLED}-00`],
    ['words', 'not a traceparent'],
  ])('is refused when it is %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });

  it('is not sampled when it is absent, cut or longer', () => {
    expect([undefined, '', SAMPLED.slice(0, 54), `${SAMPLED}1`].map(isSampled)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('made for what is not sampled is a valid one of its own', () => {
    const made = Array.from({ length: 100 }, () => unsampledTraceparent(randomUUID()));
    expect(new Set(made).size).toBe(100);
    for (const text of made) expect(parseTraceparent(text)?.traceFlags).toBe(TraceFlags.NONE);
  });
});
