import type { SenderConfigured } from '@parley/contracts';
import type { DispatcherEnvironment } from './dispatcher.config.js';
import { carriersOf } from './domain/carriers-of.js';
import { ACCOUNT_LEASE_MS, accountName, paceName, pacesOf, type Paces } from './domain/claim-terms.js';
import type { Through } from './mt-claims.store.js';

type Environment = Pick<DispatcherEnvironment, 'CARRIER_ACCOUNTS' | 'PACE_SHARE' | 'CLAIM_LEASE_MS'>;

/**
 * At which paces a sender's texts are claimed for one of its carriers. Where one of several carriers has an account with
 * a contract, the claims for all of them are as short, so that each gets its share, and none is relaxed: one that is
 * would keep the others' away.
 */
export function pacesThrough(
  carrier: string,
  config: SenderConfigured,
  environment: Environment,
  backlog: boolean,
): Paces & { readonly through?: Through } {
  const { PACE_SHARE, CLAIM_LEASE_MS } = environment;
  const account = accountOf(carrier, environment);
  const ofSender = carriersOf(config);
  const some = ofSender.some((each) => accountOf(each, environment) !== undefined);
  const leaseMs = some ? Math.min(CLAIM_LEASE_MS, ACCOUNT_LEASE_MS) : CLAIM_LEASE_MS;
  const paces = pacesOf(config, carrier, account, PACE_SHARE, leaseMs, backlog || some);
  if (config.carriers === undefined) return paces;
  const others = ofSender.filter((each) => each !== carrier);
  return { ...paces, through: { carrier, others, pace: paceName(config.sender, carrier) } };
}

/** What is paced beside the senders: accounts that have a contract, and senders at each of several carriers. */
export function furtherPaces(senders: Iterable<SenderConfigured>, environment: Environment): string[] {
  const accounts = Object.keys(environment.CARRIER_ACCOUNTS).filter((each) => accountOf(each, environment));
  const several = [...senders].flatMap(({ sender, carriers = [] }) =>
    carriers.map(({ carrier }) => paceName(sender, carrier)),
  );
  return [...accounts.map(accountName), ...several];
}

function accountOf(carrier: string, { CARRIER_ACCOUNTS }: Environment): number | undefined {
  return CARRIER_ACCOUNTS[carrier]?.segmentsPerSecond;
}
