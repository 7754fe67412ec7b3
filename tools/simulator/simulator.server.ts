import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ControlApi } from './control.api.js';
import type { FaultPlan } from './fault-plan.js';
import { answerJson, readBody } from './http-answer.js';
import type { SendDialect } from './simulator.dialect.js';
import type { Switchboard } from './switchboard.js';

/** What the server serves: the send API's paths with their dialects, and the control API. */
export interface Routes {
  readonly sends: ReadonlyMap<string, SendDialect>;
  readonly control: ControlApi;
  readonly switchboard: Switchboard;
  readonly faults: FaultPlan;
}

/** A plain node:http server: every microsecond here is a microsecond less for what is measured. */
export function simulatorServer(routes: Routes): Server {
  const server = createServer(
    { keepAliveTimeout: 75_000, requestTimeout: 0, noDelay: true },
    (request, response) => {
      const url = request.url ?? '';
      const dialect = request.method === 'POST' ? routes.sends.get(url) : undefined;
      if (dialect !== undefined) {
        readBody(request, response, (body) => send(routes, dialect, request, response, body));
      } else if (url.startsWith('/control/')) {
        readBody(request, response, (body) => void routes.control.handle(request, response, body));
      } else {
        answerJson(response, 404, { code: 'not_found', message: 'The simulator has no such address.' });
      }
    },
  );
  server.maxRequestsPerSocket = 0;
  return server;
}

function send(
  { switchboard, faults }: Routes,
  dialect: SendDialect,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const mt = dialect.read(request, body, response);
  if (mt === undefined) return;
  const { delayMs } = faults;
  let outcome;
  try {
    outcome = switchboard.take(mt);
  } catch (error) {
    // The ledger cannot be written: a carrier without its books takes nothing, and says so.
    answerJson(response, 503, { code: 'out_of_service', message: (error as Error).message });
    return;
  }
  if (outcome.kind === 'silent') {
    if (!outcome.hang) setTimeout(() => request.socket.destroy(), delayMs);
    return;
  }
  const final = outcome;
  if (delayMs > 0) setTimeout(() => dialect.write(mt, final, response), delayMs);
  else dialect.write(mt, outcome, response);
}
