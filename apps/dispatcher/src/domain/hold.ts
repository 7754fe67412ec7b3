import type { CampaignHoldRequested, Lane, SenderHoldRequested } from '@parley/contracts';

/** Whether a sender or a campaign is paused, by whom and why. */
export interface Hold {
  readonly kind: 'sender' | 'campaign';
  readonly name: string;
  readonly held: boolean;
  readonly by?: string;
  readonly why?: string;
  /** When it was asked for, ISO 8601. */
  readonly at: string;
}

/** A clock that goes ahead must not make orders that nobody can take back: what is asked for is asked for by now. */
export function holdOf(order: SenderHoldRequested | CampaignHoldRequested, nowMs: number): Hold {
  const { held, by, why, requestedAt } = order;
  const at = new Date(Math.min(Date.parse(requestedAt), nowMs)).toISOString();
  const named =
    'sender' in order
      ? ({ kind: 'sender', name: order.sender } as const)
      : ({ kind: 'campaign', name: order.campaign } as const);
  return { ...named, held, at, ...(by !== undefined && { by }), ...(why !== undefined && { why }) };
}

/** Which of two orders about the same stands: the later one, whichever came first; of one instant, the pause. */
export function standing(a: Hold, b: Hold): Hold {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.held ? a : b;
}

interface Waiting {
  readonly sender: string;
  readonly lane: Lane;
  readonly campaign?: string;
}

/**
 * Whether a waiting text is held. Never one of the compliance lane: the confirmation of an opt-out and HELP are owed
 * to the person (47 CFR 64.1200(a)(12), CTIA), whoever would rather not send them. A campaign holds what is sent as
 * one; an answer to a person's own text is none.
 */
export function isHeld({ sender, lane, campaign }: Waiting, holds: readonly Hold[]): boolean {
  return holds.some(({ kind, name, held }) => {
    if (!held || lane === 'compliance') return false;
    return kind === 'sender' ? name === sender : lane !== 'reply' && name === campaign;
  });
}
