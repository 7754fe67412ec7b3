import type { ConsentRequested } from '@parley/contracts';
import type { OptOut, Subscribe } from './consent.command.js';

/**
 * What another service's request asks of consent: the same commands as a text, with its own source. What a flow
 * asks for after a text came from the phone; it is still no word of the person's own that lifts an opt-out.
 */
export function commandOfRequest(
  request: Omit<ConsentRequested, 'subscriber' | 'requestedAt'>,
): Subscribe | OptOut {
  const { sender, program, source, disclosure, mo } = request;
  return request.action === 'opt_out'
    ? { kind: 'opt_out', sender, program, source, disclosure }
    : mo === undefined
      ? { kind: 'subscribe', sender, program, source, disclosure }
      : { kind: 'subscribe', sender, program, source: 'keyword', inFlow: true, disclosure };
}
