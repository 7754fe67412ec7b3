import type { ConsentRequested } from '@parley/contracts';
import type { ConsentCommand } from './consent.command.js';

/** What another service's request asks of consent: the same commands as a text, with its own source. */
export function commandOfRequest(request: ConsentRequested): ConsentCommand {
  const { sender, program, source, disclosure } = request;
  return request.action === 'opt_out'
    ? { kind: 'opt_out', sender, program, source, disclosure }
    : { kind: 'subscribe', sender, program, source, disclosure };
}
