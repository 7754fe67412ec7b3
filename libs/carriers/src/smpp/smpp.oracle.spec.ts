import { readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { createServer, type PDU, type Session } from 'smpp';
import type { CarrierAccount } from '../carrier.port.js';
import type { InboundMo, InboundReceipt } from '../webhook.port.js';
import { smppCarrier } from './smpp.carrier.js';

/** An SMSC on the npm package "smpp": whoever wrote it did not read our code. */
let server: Server;
let sessions: Session[];
let binds: PDU[];
let submits: PDU[];
let onBind: () => void;

beforeEach(async () => {
  sessions = [];
  binds = [];
  submits = [];
  onBind = () => undefined;
  server = createServer((session) => {
    sessions.push(session);
    const bind = (pdu: PDU): void => {
      binds.push(pdu);
      session.send(pdu.response({ system_id: 'oracle' }));
      onBind();
    };
    session.on('bind_transmitter', bind).on('bind_receiver', bind).on('bind_transceiver', bind);
    session.on('submit_sm', (pdu) => {
      submits.push(pdu);
      session.send(pdu.response({ message_id: `00a${submits.length}` }));
    });
    session.on('enquire_link', (pdu) => void session.send(pdu.response()));
    session.on('unbind', (pdu) => void session.send(pdu.response()));
    session.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const session of sessions) session.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const account = (settings: Record<string, string> = {}): CarrierAccount => ({
  baseUrl: `smpp://127.0.0.1:${(server.address() as AddressInfo).port}`,
  accountId: 'parley',
  token: 'secret',
  settings: { systemType: 'VMA', ...settings },
});

describe('Parley and an SMSC of the npm package "smpp"', () => {
  it('bind, send a text in parts, ask for its receipt, and unbind', async () => {
    const sender = smppCarrier.createSender(account({ enquireSeconds: '0.1' }));
    const text = `${'x'.repeat(152)}{${'y'.repeat(20)}`;
    const outcome = await sender.send({
      mtId: 'mt-1',
      from: 'Sweaters',
      to: '+14155550101',
      text,
      callbackUrl: '',
      validitySeconds: 600,
    });
    await sender.close();
    expect(outcome).toEqual({
      kind: 'submitted',
      carrierMessageId: 'a1',
      taken: { total: 2, ids: ['a1', 'a2'] },
    });
    expect(binds).toMatchObject([
      {
        command: 'bind_transmitter',
        system_id: 'parley',
        password: 'secret',
        system_type: 'VMA',
        interface_version: 0x34,
      },
    ]);
    expect(submits[0]).toMatchObject({
      source_addr_ton: 5,
      source_addr: 'Sweaters',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '14155550101',
      esm_class: 0x40,
      registered_delivery: 1,
      data_coding: 0,
    });
    const messages = submits.map((pdu) => pdu.short_message as { message: string; udh: Buffer[] });
    expect(messages.map(({ message }) => message).join('')).toBe(text);
    expect(messages.map(({ udh }) => [...udh[0]!.subarray(-2)])).toEqual([
      [2, 1],
      [2, 2],
    ]);
  });

  it('hear a text and a receipt, and answer each once it is kept', async () => {
    const bound = new Promise<void>((resolve) => (onBind = resolve));
    const mos: InboundMo[] = [];
    const receipts: InboundReceipt[] = [];
    const receiver = smppCarrier.createReceiver!(account(), {
      mo: async (mo) => (mos.push(mo) === 1 ? 'kept' : 'again'),
      receipt: async (receipt) => (receipts.push(receipt), 'kept'),
      unreadable: () => undefined,
    });
    await bound;
    const deliver = (fields: Record<string, unknown>): Promise<PDU> =>
      new Promise((resolve) => sessions[0]!.deliver_sm(fields, resolve));
    const from = { source_addr_ton: 1, source_addr: '14155550101', destination_addr: '12345' };
    expect(
      await deliver({ ...from, data_coding: 0, short_message: Buffer.from('47727e1e65201b65', 'hex') }),
    ).toMatchObject({ command_status: 0 });
    expect(await deliver({ ...from, short_message: 'Привет' })).toMatchObject({ command_status: 0x64 });
    const receipt =
      'id:00A1 sub:001 dlvrd:001 submit date:2611251015 done date:2611251016 stat:DELIVRD err:000 text:x';
    expect(await deliver({ ...from, esm_class: 4, short_message: receipt })).toMatchObject({
      command_status: 0,
    });
    expect(mos.map(({ from: who, to, text }) => [who, to, text])).toEqual([
      ['+14155550101', '12345', 'Grüße €'],
      ['+14155550101', '12345', 'Привет'],
    ]);
    expect(receipts).toMatchObject([{ carrierMessageId: 'a1', to: '+14155550101', status: 'delivered' }]);
    await receiver.close();
  });

  it('speak over TLS, and only to whom the certificate names', async () => {
    const read = (name: string): string => readFileSync(join(__dirname, 'captured', name), 'utf8');
    const cert = read('tls-for-specs.crt');
    const secure = createServer({ key: read('tls-for-specs.key'), cert }, (session) => {
      sessions.push(session);
      session.on('bind_transmitter', (pdu) => void session.send(pdu.response()));
      session.on('submit_sm', (pdu) => void session.send(pdu.response({ message_id: '7' })));
      session.on('unbind', (pdu) => void session.send(pdu.response()));
      session.on('error', () => undefined);
    });
    secure.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const baseUrl = `smpps://127.0.0.1:${(secure.address() as AddressInfo).port}`;
    const mt = { mtId: 'mt-1', from: '12345', to: '+14155550101', text: 'warm', callbackUrl: '' };
    const trusting = smppCarrier.createSender({ ...account({ tlsCa: cert }), baseUrl });
    const changes: string[] = [];
    const strict = smppCarrier.createSender({ ...account(), baseUrl }, undefined, ({ reason }) =>
      changes.push(reason),
    );
    expect(await trusting.send(mt)).toMatchObject({ kind: 'submitted', carrierMessageId: '7' });
    expect(await strict.send(mt)).toMatchObject({ kind: 'failed', code: 'CONNECTION_FAILED' });
    expect(changes[0]).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    await Promise.all([trusting.close(), strict.close()]);
    for (const session of sessions) session.destroy();
    await new Promise((resolve) => secure.close(resolve));
  });
});
