import type { LeftView, SessionView } from '../../src/sign-in/sign-in.controller.js';
import { sessionProof } from './access-key.js';
import { ask, tell } from './api.js';

const ENTER = '#/enter/';

let provider: string | undefined;

/** The identity provider by which people sign in here, as they call it; known once a session was asked for. */
export const identityProvider = (): string | undefined => provider;

/**
 * Where signing in by it begins, for who wants to go on where they are. The number on the consent page stays here: it
 * has no place in addresses that servers see.
 */
export function signInHref(hash: string): string {
  const to = hash.startsWith('#/consent/') ? '#/consent' : hash;
  return `/sign-in/oidc?to=${encodeURIComponent(to)}`;
}

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
  provider = told.provider;
}

/** Ends the session, there and here. @returns where the identity provider ends its own @throws Refusal */
export async function endSession(): Promise<string | undefined> {
  if (sessionProof.get() === undefined) return undefined;
  const { goTo } = await tell<LeftView>('/sign-in/out', {});
  sessionProof.set(undefined);
  return goTo;
}
