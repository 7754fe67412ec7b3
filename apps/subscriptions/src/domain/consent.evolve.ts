import type { ConsentEntry } from './consent.entry.js';
import { EVERYTHING, type Consents, type Standing } from './consent.state.js';
import type { Words } from './words.js';

/** The state that follows from an entry. Folding a ledger from `initialState` gives the state it tells of. */
export function evolve(consents: Consents, entry: ConsentEntry): Consents {
  const next: Standing[] = [];
  let placed = false;
  for (const standing of consents.standings) {
    if (standing.sender === entry.sender && standing.program === entry.program) {
      next.push(standingAfter(entry));
      placed = true;
    } else if (entry.program === EVERYTHING && standing.sender === entry.sender) {
      next.push(forgetReturn(standing));
    } else {
      next.push(standing);
    }
  }
  if (!placed) next.push(standingAfter(entry));
  return { version: entry.version, standings: next };
}

function standingAfter(entry: ConsentEntry): Standing {
  const { sender, program, from, to, at, version, shown } = entry;
  const standing = { sender, program, state: to, since: at, version };
  if (to === 'pending') {
    const returnsTo = from === 'out' ? 'out' : 'none';
    const asked = shown === undefined ? undefined : { text: shown, version: entry.shownVersion ?? '' };
    return { ...standing, expiresAt: entry.expiresAt, repeats: 0, returnsTo, ...(asked && { asked }) };
  }
  if (entry.rule === 'age/under') return { ...standing, expiresAt: entry.expiresAt };
  // The number has another owner: what the one before had joined never comes back.
  if (entry.source === 'deactivation') return standing;
  if (to === 'out' && from === 'in') return { ...standing, returnsTo: 'in' };
  if (to === 'out' && from === 'pending') return { ...standing, returnsTo: 'none' };
  return standing;
}

/**
 * START undoes one STOP of everything: the one that stands. So a STOP (whose own entries follow `*`) and its
 * lifting both forget what earlier opt-outs on the sender would have gone back to.
 */
function forgetReturn(standing: Standing): Standing {
  if (standing.state !== 'out' || standing.returnsTo === undefined) return standing;
  const { sender, program, state, since, version } = standing;
  return { sender, program, state, since, version };
}

/** Counts a prompt that was sent again: no change of consent, so no entry of the ledger. */
export function countRepeat(
  consents: Consents,
  sender: string,
  program: string,
  asked: Words | undefined,
): Consents {
  return whilePending(consents, sender, program, (standing) => ({
    ...standing,
    repeats: (standing.repeats ?? 0) + 1,
    ...(asked && { asked: { text: asked.text, version: asked.version } }),
  }));
}

/** Counts an answer that was not understood. */
export function countMiss(consents: Consents, sender: string, program: string): Consents {
  return whilePending(consents, sender, program, (standing) => ({
    ...standing,
    misses: (standing.misses ?? 0) + 1,
  }));
}

function whilePending(
  consents: Consents,
  sender: string,
  program: string,
  change: (standing: Standing) => Standing,
): Consents {
  const standings = consents.standings.map((standing) =>
    standing.sender === sender && standing.program === program && standing.state === 'pending'
      ? change(standing)
      : standing,
  );
  return { version: consents.version, standings };
}
