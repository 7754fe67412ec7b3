import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { Carrier, CarrierAccount, OutboundMt, SendOutcome } from './carrier.port.js';
import { carrierErrors, type CarrierErrorCode } from './carrier-errors.js';
import { receiptUrl } from './receipt-url.js';
import type { ReceiptStatus, WebhookRequest } from './webhook.port.js';

/** An MO as the suite asks a carrier's harness to write it. */
export interface SuiteMo {
  id: string;
  from: string;
  to: string;
  text: string;
}

/** A receipt as the suite asks a carrier's harness to write it; `mtId` belongs into the URL or the body. */
export interface SuiteReceipt {
  id: string;
  mtId: string;
  from: string;
  to: string;
  status: string;
  code?: string;
}

/** How a carrier answers a send, written by the harness in the carrier's dialect. */
export interface SuiteAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** What the suite needs to know of one carrier. */
export interface CarrierHarness {
  carrier: Carrier;
  /** The secrets that are valid now: at least two, as while rotating. */
  secrets: readonly [string, string];
  /** The header that carries the signature, lower case. */
  signatureHeader: string;
  /** Whether the signature covers the URL. */
  coversUrl: boolean;
  /** How far from now a webhook may be signed, in seconds, where the dialect has a timestamp. */
  toleranceSeconds?: number;
  signedMo(mo: SuiteMo, secret: string, nowMs: number): WebhookRequest;
  signedReceipt(receipt: SuiteReceipt, secret: string, nowMs: number): WebhookRequest;
  /** A correctly signed webhook with this body as it is. */
  signedBody(body: string, secret: string, nowMs: number): WebhookRequest;
  /** Correctly signed webhooks whose bodies are not of the carrier's form at all. */
  malformed(secret: string, nowMs: number): WebhookRequest[];
  /** Bodies of MO that lack one field each. */
  incompleteMos: readonly string[];
  /** Every status word of the carrier with Parley's word. */
  statuses: Readonly<Record<string, ReceiptStatus>>;
  /** One of the carrier's codes in a receipt, with Parley's code. */
  receiptCode: readonly [string, CarrierErrorCode];
  account(baseUrl: string): CarrierAccount;
  /** What the carrier must have got for `suiteMt`. */
  expectSent(request: { path: string; headers: IncomingMessage['headers']; body: string }): void;
  accepted: SuiteAnswer & { carrierMessageId: string };
  rejected: SuiteAnswer & { code: CarrierErrorCode; carrierCode: string };
  throttled: SuiteAnswer;
}

const nowMs = 1_780_000_000_000;
const mo: SuiteMo = { id: 'mo-1', from: '+14155550101', to: '12345', text: 'JOIN & más 👋 = 100% + 1' };

/** The text that the suite sends. */
export const suiteMt: OutboundMt = {
  mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  from: '12345',
  to: '+14155550101',
  text: 'Your code WARM30 takes 30% off & more: Grüße 🧶',
  callbackUrl: 'https://parley.example/v1/carriers/x/receipts?mt=0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  validitySeconds: 600,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

/** What every carrier must do; each carrier's spec runs it with its harness. */
export function carrierSuite(name: string, harness: CarrierHarness): void {
  describe(`carrier ${name}`, () => {
    webhookSuite(harness);
    sendSuite(harness);
  });
}

function webhookSuite(harness: CarrierHarness): void {
  const { carrier, secrets } = harness;
  const [secret, oldSecret] = secrets;
  const readMo = (request: WebhookRequest, at = nowMs) => carrier.webhooks.mo(request, secrets, at);
  const codeOf = (request: WebhookRequest, at = nowMs) => {
    const parsed = readMo(request, at);
    return parsed.ok ? 'OK' : parsed.refusal.code;
  };

  describe('webhooks', () => {
    it('accept a correctly signed MO, word for word', () => {
      const parsed = readMo(harness.signedMo(mo, secret, nowMs));
      expect(parsed).toMatchObject({
        ok: true,
        items: [{ carrierMessageId: mo.id, from: mo.from, to: mo.to, text: mo.text }],
        skipped: [],
        answer: { status: expect.any(Number) },
      });
    });

    it('accept both secrets while one is being rotated, and no other', () => {
      expect(codeOf(harness.signedMo(mo, oldSecret, nowMs))).toBe('OK');
      expect(codeOf(harness.signedMo(mo, 'someone-else', nowMs))).toBe('SIGNATURE_INVALID');
    });

    it('refuse everything where no secret is configured', () => {
      const parsed = carrier.webhooks.mo(harness.signedMo(mo, '', nowMs), [], nowMs);
      expect(parsed).toMatchObject({ ok: false, refusal: { status: 403, code: 'SIGNATURE_UNCHECKABLE' } });
    });

    it('refuse a missing signature', () => {
      const signed = harness.signedMo(mo, secret, nowMs);
      const headers = { ...signed.headers, [harness.signatureHeader]: undefined };
      expect(codeOf({ ...signed, headers })).toBe('SIGNATURE_MISSING');
    });

    it('refuse a wrong signature, of the right length or not', () => {
      const signed = harness.signedMo(mo, secret, nowMs);
      const signature = signed.headers[harness.signatureHeader] ?? '';
      const flipped = (signature.startsWith('a') ? 'b' : 'a') + signature.slice(1);
      for (const wrong of [flipped, signature.slice(1), `${signature}0`, 'ümlaut']) {
        const headers = { ...signed.headers, [harness.signatureHeader]: wrong };
        expect(codeOf({ ...signed, headers })).toBe('SIGNATURE_INVALID');
      }
    });

    it('refuse an altered body', () => {
      const signed = harness.signedMo(mo, secret, nowMs);
      const body = Buffer.from(signed.body.toString('utf8').replace('JOIN', 'QUIT'), 'utf8');
      expect(codeOf({ ...signed, body })).toBe('SIGNATURE_INVALID');
    });

    it('refuse a method that the carrier does not use', () => {
      expect(codeOf({ ...harness.signedMo(mo, secret, nowMs), method: 'PUT' })).toBe('METHOD_NOT_ALLOWED');
    });

    if (harness.coversUrl) {
      it('refuse an altered URL', () => {
        const signed = harness.signedMo(mo, secret, nowMs);
        expect(codeOf({ ...signed, url: `${signed.url}?added=1` })).toBe('SIGNATURE_INVALID');
        expect(codeOf({ ...signed, url: signed.url.replace('/mo', '/mO') })).toBe('SIGNATURE_INVALID');
      });
    }

    const { toleranceSeconds } = harness;
    if (toleranceSeconds !== undefined) {
      it('refuse a stale or future timestamp', () => {
        const signed = harness.signedMo(mo, secret, nowMs);
        for (const sign of [1, -1]) {
          expect(codeOf(signed, nowMs + sign * toleranceSeconds * 1_000)).toBe('OK');
          expect(codeOf(signed, nowMs + sign * (toleranceSeconds + 1) * 1_000)).toBe('TIMESTAMP_STALE');
        }
      });
    }

    it('refuse a malformed body, even when it is signed', () => {
      const malformed = harness.malformed(secret, nowMs);
      expect(malformed.map((request) => codeOf(request))).toEqual(malformed.map(() => 'BODY_MALFORMED'));
    });

    it.each(harness.incompleteMos)('refuse an MO that lacks a field: %s', (body) => {
      expect(codeOf(harness.signedBody(body, secret, nowMs))).toBe('FIELD_MISSING');
    });

    it('never throw, whatever the bytes, signed or not', () => {
      const header = fc.oneof(fc.string(), fc.constant(undefined));
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 400 }),
          header,
          fc.webUrl(),
          fc.boolean(),
          (bytes, sig, url, s) => {
            const body = Buffer.from(bytes);
            const { headers } = harness.signedBody(body.toString('latin1'), secret, nowMs);
            const request: WebhookRequest = s
              ? harness.signedBody(body.toString('utf8'), secret, nowMs)
              : { method: 'POST', url, headers: { ...headers, [harness.signatureHeader]: sig }, body };
            for (const parsed of [readMo(request), carrier.webhooks.receipt(request, secrets, nowMs)]) {
              if (!parsed.ok) expect(parsed.refusal.status).toBeGreaterThanOrEqual(400);
              else expect(s).toBe(true);
            }
          },
        ),
        { numRuns: 500 },
      );
    });

    it.each(Object.entries(harness.statuses))('map the receipt status %s to %s', (status, expected) => {
      expect(readReceipt(status)).toMatchObject({ status: expected });
    });

    it('map a status that nobody has heard of to unknown', () => {
      expect(readReceipt('teleported')).toMatchObject({ status: 'unknown' });
    });

    it('give back our id, the carrier id, both numbers and the code of a receipt', () => {
      const [carrierCode, code] = harness.receiptCode;
      expect(readReceipt('undelivered', carrierCode)).toMatchObject({
        carrierMessageId: 'carrier-9',
        reference: suiteMt.mtId,
        from: '12345',
        to: '+14155550101',
        code,
        carrierCode,
      });
    });

    it('give a receipt with an unknown code the code UNKNOWN_ERROR', () => {
      expect(readReceipt('undelivered', '99')).toMatchObject({ code: 'UNKNOWN_ERROR', carrierCode: '99' });
    });

    it('refuse an unsigned receipt', () => {
      const signed = harness.signedReceipt(receiptOf('delivered'), secret, nowMs);
      const headers = { ...signed.headers, [harness.signatureHeader]: undefined };
      const parsed = carrier.webhooks.receipt({ ...signed, headers }, secrets, nowMs);
      expect(parsed).toMatchObject({ ok: false, refusal: { code: 'SIGNATURE_MISSING' } });
    });

    function receiptOf(status: string, code?: string): SuiteReceipt {
      return { id: 'carrier-9', mtId: suiteMt.mtId, from: '12345', to: '+14155550101', status, code };
    }

    function readReceipt(status: string, code?: string) {
      const parsed = carrier.webhooks.receipt(
        harness.signedReceipt(receiptOf(status, code), secret, nowMs),
        secrets,
        nowMs,
      );
      if (!parsed.ok) throw new Error(parsed.refusal.message);
      expect(parsed.items).toHaveLength(1);
      return parsed.items[0];
    }
  });
}

type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

function sendSuite(harness: CarrierHarness): void {
  const timeouts = { connections: 2, connectTimeoutMs: 500, headersTimeoutMs: 150, bodyTimeoutMs: 150 };

  describe('send', () => {
    let server: Server;
    let baseUrl: string;
    let reply: Reply;
    let requests: { path: string; headers: IncomingMessage['headers']; body: string }[];

    beforeAll(async () => {
      server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          requests.push({ path: request.url ?? '', headers: request.headers, body });
          reply(request, response, body);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterAll(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    beforeEach(() => {
      requests = [];
    });

    const answer =
      ({ status, headers, body }: SuiteAnswer): Reply =>
      (_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      };

    async function send(by: Reply, mt = suiteMt, signal?: AbortSignal, url = baseUrl): Promise<SendOutcome> {
      reply = by;
      const sender = harness.carrier.createSender(harness.account(url), timeouts);
      try {
        return await sender.send(mt, signal);
      } finally {
        await sender.close();
      }
    }

    it('submitted: the text reaches the carrier as it is', async () => {
      expect(await send(answer(harness.accepted))).toEqual({
        kind: 'submitted',
        carrierMessageId: harness.accepted.carrierMessageId,
      });
      expect(requests).toHaveLength(1);
      const [request] = requests;
      if (request === undefined) throw new Error('nothing came');
      harness.expectSent(request);
      expect(request.headers.traceparent).toBe(suiteMt.traceparent);
    });

    it('a lone surrogate in the text does not stop the send', async () => {
      const outcome = await send(answer(harness.accepted), { ...suiteMt, text: 'half \ud83d' });
      expect(outcome.kind).toBe('submitted');
    });

    it('rejected: by the code of the table', async () => {
      const { code, carrierCode } = harness.rejected;
      expect(await send(answer(harness.rejected))).toEqual({ kind: 'rejected', code, carrierCode });
    });

    it('rejected: a code that nobody knows is refused by its status', async () => {
      const outcome = await send(answer({ status: 400, body: '<html>no</html>' }));
      expect(outcome).toEqual({ kind: 'rejected', code: 'REFUSED' });
    });

    it('throttled: with Retry-After in seconds and as a date', async () => {
      const inSeconds = { ...harness.throttled, headers: { 'retry-after': '7' } };
      expect(await send(answer(inSeconds))).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
      const date = new Date(Date.now() + 30_000).toUTCString();
      const outcome = await send(answer({ ...harness.throttled, headers: { 'retry-after': date } }));
      if (outcome.kind !== 'throttled') throw new Error(outcome.kind);
      expect(outcome.retryAfterMs).toBeGreaterThan(25_000);
      expect(outcome.retryAfterMs).toBeLessThanOrEqual(30_000);
    });

    it('failed: 503 means not accepted, and its Retry-After counts', async () => {
      const outcome = await send(answer({ status: 503, headers: { 'retry-after': '3' }, body: '' }));
      expect(outcome).toEqual({ kind: 'failed', code: 'CARRIER_DOWN', retry: 'later', retryAfterMs: 3_000 });
    });

    it('failed: wrong credentials wait for a person', async () => {
      const outcome = await send(answer({ status: 401, body: '{}' }));
      expect(outcome).toMatchObject({ kind: 'failed', code: 'UNAUTHORISED' });
      expect(carrierErrors.UNAUTHORISED.alarm).toBe(true);
    });

    it('failed: a redirect is not followed', async () => {
      const outcome = await send(
        answer({ status: 307, headers: { location: `${baseUrl}/other` }, body: '' }),
      );
      expect(outcome).toMatchObject({ kind: 'failed', code: 'MISCONFIGURED' });
      expect(requests).toHaveLength(1);
    });

    it('failed: a refused connection', async () => {
      const closed = createServer();
      await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      const outcome = await send(answer(harness.accepted), suiteMt, undefined, `http://127.0.0.1:${port}`);
      expect(outcome).toEqual({ kind: 'failed', code: 'CONNECTION_FAILED', retry: 'later' });
    });

    it('failed: the time to begin has passed, so nothing is written', async () => {
      const outcome = await send(answer(harness.accepted), { ...suiteMt, sendBy: Date.now() - 1 });
      expect(outcome).toEqual({ kind: 'failed', code: 'SEND_BY_PASSED', retry: 'later' });
      expect(requests).toHaveLength(0);
    });

    it('failed: aborted before it began', async () => {
      const outcome = await send(answer(harness.accepted), suiteMt, AbortSignal.abort());
      expect(outcome).toEqual({ kind: 'failed', code: 'ABORTED', retry: 'later' });
      expect(requests).toHaveLength(0);
    });

    it('unknown: aborted after it was written', async () => {
      const stop = new AbortController();
      const outcome = await send(() => stop.abort(), suiteMt, stop.signal);
      expect(outcome).toEqual({ kind: 'unknown', code: 'NO_ANSWER' });
    });

    it('unknown: a hang after the write', async () => {
      const outcome = await send(() => undefined);
      expect(outcome).toEqual({ kind: 'unknown', code: 'NO_ANSWER' });
      expect(requests).toHaveLength(1);
    });

    it('unknown: a reset after the write, and it is not sent again', async () => {
      expect(await send((request) => request.socket.resetAndDestroy())).toEqual({
        kind: 'unknown',
        code: 'CONNECTION_LOST',
      });
      expect(await send((request) => request.socket.end())).toEqual({
        kind: 'unknown',
        code: 'CONNECTION_LOST',
      });
      expect(requests).toHaveLength(2);
    });

    it('unknown: any 5xx but 503', async () => {
      for (const status of [500, 502, 504]) {
        expect(await send(answer({ status, body: 'oops' }))).toMatchObject({
          kind: 'unknown',
          code: 'SERVER_ERROR',
        });
      }
    });

    it('unknown: a 2xx without a readable id, whole or cut off', async () => {
      const unreadable = { kind: 'unknown', code: 'ANSWER_UNREADABLE' };
      expect(await send(answer({ status: 200, body: 'OK' }))).toEqual(unreadable);
      const cut = await send((request, response) => {
        response.writeHead(harness.accepted.status, { 'content-length': '500' });
        response.write('{"', () => request.socket.destroy());
      });
      expect(cut).toEqual(unreadable);
    });

    it('one that hangs does not hold up another', async () => {
      let held = false;
      reply = (request, response, body) => {
        if (held) answer(harness.accepted)(request, response, body);
        held = true;
      };
      const sender = harness.carrier.createSender(harness.account(baseUrl), timeouts);
      const outcomes = await Promise.all([sender.send(suiteMt), sender.send(suiteMt), sender.send(suiteMt)]);
      await sender.close();
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['submitted', 'submitted', 'unknown']);
    });

    it('submitted: an idle connection that the carrier closed is replaced before anything is written', async () => {
      const closed: Promise<unknown>[] = [];
      reply = (request, response, body) => {
        closed.push(once(request.socket, 'close'));
        response.on('finish', () => request.socket.end());
        answer(harness.accepted)(request, response, body);
      };
      const sender = harness.carrier.createSender(harness.account(baseUrl), timeouts);
      expect(await sender.send(suiteMt)).toMatchObject({ kind: 'submitted' });
      await closed[0];
      expect(await sender.send(suiteMt)).toMatchObject({ kind: 'submitted' });
      await sender.close();
    });

    it('an account that lacks its token is refused with what to add', () => {
      expect(() => harness.carrier.createSender({ ...harness.account(baseUrl), token: undefined })).toThrow(
        /lacks "token"/,
      );
    });
  });
}

/**
 * A captured webhook: the request line, headers, an empty line, the body, as in RFC 9112 but with `\n`. Our
 * hosts are made up; the signatures were made with the secrets of the specs.
 */
export function capturedRequest(file: string): WebhookRequest {
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, end).split('\n');
  const [method = '', url = ''] = first.split(' ');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { method, url, headers, body: Buffer.from(text.slice(end + 2).replace(/\n$/, ''), 'utf8') };
}

/** A receipt URL as the suite's carriers call it. */
export function suiteReceiptUrl(carrierId: string, mtId: string): string {
  return receiptUrl('https://parley.example', carrierId, mtId);
}
