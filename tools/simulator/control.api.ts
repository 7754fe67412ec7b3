import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isCarrierId } from '@parley/carriers';
import { FaultsInvalidError, parseFaults } from './faults.js';
import type { FaultPlan } from './fault-plan.js';
import { answer, answerJson } from './http-answer.js';
import type { Inbox } from './inbox.js';
import type { Ledger } from './ledger.js';
import type { PhoneText, TextOutcome } from './mo-sender.js';
import type { SmppDesk } from './smpp/smpp-desk.js';
import { HabitsInvalidError, parseHabits } from './smpp/smpp.options.js';

/** The longest that the inbox is waited for, ms. */
const longestWaitMs = 60_000;
/** The largest part of the ledger in one answer, bytes. */
const largestPart = 4 * 1024 * 1024;

class ControlError extends Error {
  readonly code = 'CONTROL_INVALID';
}

/** Plays the phones and sets faults over HTTP, for the command line, the demo and tests in other processes. */
export class ControlApi {
  constructor(
    private readonly sendText: (text: PhoneText) => Promise<TextOutcome>,
    private readonly inbox: Inbox,
    private readonly ledger: Ledger,
    private readonly faults: FaultPlan,
    private readonly smsc: SmppDesk,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    try {
      await this.route(request, response, body);
    } catch (error) {
      const known = [ControlError, FaultsInvalidError, HabitsInvalidError].find(
        (kind) => error instanceof kind,
      );
      const code = known ? (error as ControlError).code : 'SIMULATOR_FAILED';
      answerJson(response, known ? 400 : 500, { code, message: (error as Error).message });
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /control/texts':
        return answerJson(response, 200, await this.text(parseText(body)));
      case 'GET /control/inbox':
        return answerJson(response, 200, await this.readInbox(url.searchParams, response));
      case 'GET /control/ledger':
        return this.readLedger(url.searchParams, response);
      case 'PUT /control/faults':
        this.faults.set(parseFaults(parseJson(body)));
        return answerJson(response, 200, this.faults.current);
      case 'GET /control/faults':
        return answerJson(response, 200, this.faults.current);
      case 'DELETE /control/faults':
        this.faults.clear();
        return answerJson(response, 200, {});
      case 'PUT /control/smpp':
        this.smsc.adopt(parseHabits(parseJson(body)));
        return answerJson(response, 200, {});
      case 'POST /control/smpp/cut':
        this.smsc.server.cut();
        return answerJson(response, 200, {});
      case 'GET /control/health':
        return answerJson(response, 200, { status: 'up' });
      default:
        return answerJson(response, 404, {
          code: 'NOT_FOUND',
          message: 'The control API has no such address.',
        });
    }
  }

  /** Times in ms since the epoch. `status` is ingest's, 0 where it did not answer; without `acceptedAt` it refused. */
  private async text(text: PhoneText): Promise<object> {
    const { id, sentAt, answeredAt, status, acked, attempts, traceId, refusal } = await this.sendText(text);
    const acceptedAt = acked ? answeredAt / 1_000 : undefined;
    return { id, sentAt: sentAt / 1_000, acceptedAt, status, attempts, traceId, refusal };
  }

  private async readInbox(query: URLSearchParams, response: ServerResponse): Promise<object> {
    // A plus sign that was not escaped comes as a space.
    const phone = query.get('phone')?.replace(/^ /, '+');
    if (!phone) throw new ControlError('Say whose inbox: ?phone=%2B14155550101.');
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const wait = Math.min(number(query, 'wait'), longestWaitMs);
    const messages = await this.inbox.wait(phone, number(query, 'after'), wait, gone.signal);
    return { messages, after: messages.at(-1)?.seq ?? number(query, 'after') };
  }

  /** Whole lines from byte `after` on; the header says where to go on. */
  private async readLedger(query: URLSearchParams, response: ServerResponse): Promise<void> {
    await this.ledger.flush();
    const after = number(query, 'after');
    const handle = await open(this.ledger.file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(largestPart), 0, largestPart, after);
      const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
      answer(response, 200, buffer.toString('utf8', 0, end), {
        'content-type': 'application/x-ndjson',
        'x-ledger-next': String(after + end),
      });
    } finally {
      await handle.close();
    }
  }
}

function parseText(body: string): PhoneText {
  const { from, to, text, carrier, debug, id, part } = parseJson(body) as Record<string, unknown>;
  if (typeof from !== 'string' || typeof to !== 'string' || typeof text !== 'string') {
    throw new ControlError('A text needs "from", "to" and "text".');
  }
  if (carrier !== undefined && !(typeof carrier === 'string' && isCarrierId(carrier))) {
    throw new ControlError('"carrier" must be "simulator", "twilio" or "smpp".');
  }
  if (id !== undefined && typeof id !== 'string') throw new ControlError('"id" must be a string.');
  return {
    from,
    to,
    text,
    carrier,
    debug: debug === true ? true : undefined,
    id,
    part: part as PhoneText['part'],
  };
}

function parseJson(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new ControlError('The body must be a JSON object.');
}

function number(query: URLSearchParams, name: string): number {
  const value = Number(query.get(name) ?? 0);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new ControlError(`"${name}" must be a number that is not negative.`);
}
