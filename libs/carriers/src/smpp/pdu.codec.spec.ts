import fc from 'fast-check';
import { PDU } from 'smpp';
import { ESME } from './command-status.js';
import { FrameReader, FramingError } from './frame-reader.js';
import { decodePdu } from './pdu.decode.js';
import { encodePdu } from './pdu.encode.js';
import { LONGEST_PDU, tags, type KnownBody, type MessageBody } from './pdu.js';

const octet = fc.integer({ min: 0, max: 255 });
const string = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength });
const address = fc.record({ ton: octet, npi: octet, address: string(20) });
const tlvs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 0xffff }), fc.uint8Array({ maxLength: 300 })), { maxLength: 5 })
  .map((pairs) => new Map(pairs));
const message = fc.record({
  command: fc.constantFrom('submit_sm' as const, 'deliver_sm' as const),
  serviceType: string(5),
  source: address,
  dest: address,
  esmClass: octet,
  protocolId: octet,
  priority: octet,
  scheduleAt: string(16),
  validity: string(16),
  registeredDelivery: octet,
  replaceIfPresent: octet,
  dataCoding: octet,
  defaultMessageId: octet,
  shortMessage: fc.uint8Array({ maxLength: 254 }),
  tlvs,
});
const body: fc.Arbitrary<KnownBody> = fc.oneof(
  message,
  fc.record({
    command: fc.constantFrom(
      'bind_receiver' as const,
      'bind_transmitter' as const,
      'bind_transceiver' as const,
    ),
    systemId: string(15),
    password: string(8),
    systemType: string(12),
    interfaceVersion: octet,
    ton: octet,
    npi: octet,
    addressRange: string(40),
  }),
  fc.record({ command: fc.constant('bind_transceiver_resp' as const), systemId: string(15), tlvs }),
  fc.record({
    command: fc.constantFrom('submit_sm_resp' as const, 'deliver_sm_resp' as const),
    messageId: string(64),
    tlvs,
  }),
  fc.record({
    command: fc.constantFrom(
      'enquire_link' as const,
      'enquire_link_resp' as const,
      'unbind' as const,
      'unbind_resp' as const,
      'generic_nack' as const,
    ),
  }),
);
const sequence = fc.integer({ min: 1, max: 0x7fff_ffff });

/** Octets in plain arrays, so that views and copies compare. */
function plain(value: unknown): unknown {
  if (value instanceof Map)
    return [...(value as Map<number, Uint8Array>)].map(([tag, octets]) => [tag, [...octets]]);
  if (value instanceof Uint8Array) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

describe('the SMPP codec', () => {
  it('reads what it wrote, whatever the fields', () => {
    fc.assert(
      fc.property(body, sequence, (pdu, number) => {
        const read = decodePdu(encodePdu(pdu, number, 0));
        expect(plain(read)).toEqual(plain({ ...pdu, status: 0, sequence: number }));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever stands in a frame, and says what to answer', () => {
    fc.assert(
      fc.property(
        body,
        sequence,
        fc.array(fc.tuple(fc.nat(400), octet)),
        fc.nat(300),
        (pdu, number, hits, cut) => {
          const whole = encodePdu(pdu, number);
          for (const [at, value] of hits) if (16 + at < whole.length) whole[16 + at] = value;
          const read = decodePdu(whole.subarray(0, Math.max(16, whole.length - cut)));
          expect(read.sequence).toBe(number);
          if (read.command === 'malformed')
            expect([ESME.RINVCMDLEN, ESME.RINVOPTPARSTREAM]).toContain(read.answer);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('knows no command that the specification has and Parley does not speak', () => {
    const data = Buffer.from('00000010000001030000000000000007', 'hex');
    expect(decodePdu(data)).toEqual({ command: 'unknown', commandId: 0x103, status: 0, sequence: 7 });
  });

  it('takes an error answer without a body, and an id without its NUL', () => {
    const refused = Buffer.from('00000010800000040000005800000007', 'hex');
    expect(decodePdu(refused)).toMatchObject({ command: 'submit_sm_resp', status: 0x58, messageId: '' });
    const bare = Buffer.from(`0000001380000004000000000000000${'7'}616263`, 'hex');
    expect(decodePdu(bare)).toMatchObject({ messageId: 'abc' });
  });

  it('refuses a value that its field cannot hold', () => {
    const long = { command: 'submit_sm_resp' as const, messageId: 'x'.repeat(65) };
    expect(() => encodePdu(long, 1)).toThrow(/message_id holds at most 64/);
  });
});

describe('the codec and the npm package "smpp"', () => {
  it('write the same submit_sm, octet for octet', () => {
    const ours: MessageBody = {
      command: 'submit_sm',
      serviceType: '',
      source: { ton: 3, npi: 0, address: '12345' },
      dest: { ton: 1, npi: 1, address: '14155550101' },
      esmClass: 0x40,
      protocolId: 0,
      priority: 0,
      scheduleAt: '',
      validity: '000000001000000R',
      registeredDelivery: 1,
      replaceIfPresent: 0,
      dataCoding: 8,
      defaultMessageId: 0,
      shortMessage: Buffer.from('0500030702010041', 'hex'),
      tlvs: new Map([[tags.userMessageReference, Uint8Array.of(0, 7)]]),
    };
    const theirs = new PDU('submit_sm', {
      sequence_number: 9,
      source_addr_ton: 3,
      source_addr_npi: 0,
      source_addr: '12345',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '14155550101',
      esm_class: 0x40,
      validity_period: '000000001000000R',
      registered_delivery: 1,
      data_coding: 8,
      short_message: Buffer.from('0500030702010041', 'hex'),
      user_message_reference: 7,
    });
    expect(encodePdu(ours, 9).toString('hex')).toBe(theirs.toBuffer().toString('hex'));
  });

  it('it reads what we write, and we read what it writes', () => {
    const bind = encodePdu(
      {
        command: 'bind_transceiver',
        systemId: 'parley',
        password: 'secret',
        systemType: 'VMA',
        interfaceVersion: 0x34,
        ton: 0,
        npi: 0,
        addressRange: '',
      },
      1,
    );
    expect(new PDU(bind)).toMatchObject({
      command: 'bind_transceiver',
      system_id: 'parley',
      password: 'secret',
      interface_version: 0x34,
    });
    const deliver = new PDU('deliver_sm', {
      sequence_number: 3,
      source_addr: '14155550101',
      destination_addr: '12345',
      esm_class: 4,
      short_message: Buffer.from('id:7 stat:DELIVRD'),
      receipted_message_id: '7',
      message_state: 2,
    });
    expect(plain(decodePdu(deliver.toBuffer()))).toMatchObject({
      command: 'deliver_sm',
      sequence: 3,
      source: { address: '14155550101' },
      esmClass: 4,
      tlvs: expect.arrayContaining([
        [tags.messageState, [2]],
        [tags.receiptedMessageId, [0x37, 0]],
      ]),
    });
  });
});

describe('the frame reader', () => {
  it('cuts a stream into its PDUs, whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.array(body, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 40 })),
        (pdus, sizes) => {
          const frames = pdus.map((pdu, index) => encodePdu(pdu, index + 1));
          const stream = Buffer.concat(frames);
          const reader = new FrameReader();
          const read: string[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const size = sizes[turn % Math.max(sizes.length, 1)] ?? 64;
            for (const frame of reader.push(stream.subarray(at, at + size))) read.push(frame.toString('hex'));
            at += size;
          }
          expect(read).toEqual(frames.map((frame) => frame.toString('hex')));
        },
      ),
    );
  });

  it.each([0, 15, LONGEST_PDU + 1, 0xffff_ffff])(
    'refuses a length of %d, and waits for nothing',
    (length) => {
      const header = Buffer.alloc(4);
      header.writeUInt32BE(length);
      expect(() => [...new FrameReader().push(header)]).toThrow(FramingError);
    },
  );
});
