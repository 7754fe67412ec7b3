import type { SessionView } from '../../src/sign-in/sign-in.controller.js';
import { sessionProof } from './access-key.js';
import { ask, tell } from './api.js';

const ENTER = '#/enter/';

/**
 * Uses up the link that the address holds, if it does, or asks whether there is a session already; before anything else
 * is asked. What the address held is gone from it, and from the history, then.
 *
 * @throws Refusal LINK_USED, CONSOLE_AWAY
 */
export async function beginSession(): Promise<void> {
  const link = location.hash.startsWith(ENTER) ? location.hash.slice(ENTER.length) : undefined;
  if (link !== undefined) history.replaceState(null, '', '#/');
  const told =
    link === undefined
      ? await ask<SessionView>('/sign-in/session')
      : await tell<SessionView>('/sign-in/link', { link });
  sessionProof.set(told.proof);
}

/** Ends the session, there and here. @throws Refusal */
export async function endSession(): Promise<void> {
  if (sessionProof.get() === undefined) return;
  await tell('/sign-in/out', {});
  sessionProof.set(undefined);
}
