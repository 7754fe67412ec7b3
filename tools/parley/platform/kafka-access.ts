import { accessRules, applyAccess, kafkaUsers, type AccessRule, type KafkaUser } from '@parley/messaging';
import { failure } from '../parley.error.js';
import type { KafkaClient } from './kafka.js';

/** A user of the brokers with what it may do. */
export interface WantedAccess {
  readonly user: KafkaUser;
  readonly principal: string;
  readonly rules: readonly AccessRule[];
}

/**
 * The rules of one user, or of all.
 *
 * @throws ParleyError USAGE where there is no such user, or one principal is given for all of them
 */
export function wantedAccess(user: string | undefined, principal: string | undefined): WantedAccess[] {
  const known = kafkaUsers.filter((name) => user === undefined || name === user);
  if (known.length === 0)
    throw failure.usage(`--user takes one of ${kafkaUsers.join(', ')}, not "${user ?? ''}".`);
  if (principal !== undefined && user === undefined)
    throw failure.usage('--principal names one user at the broker: say which of ours with --user.');
  return known.map((name) => ({
    user: name,
    principal: principal ?? `User:${name}`,
    rules: accessRules(name),
  }));
}

/** Adds the rules to the broker; returns how many entries there are. */
export async function giveAccess(kafka: KafkaClient, wanted: readonly WantedAccess[]): Promise<number> {
  let entries = 0;
  for (const { principal, rules } of wanted) entries += await applyAccess(kafka, principal, rules);
  return entries;
}

/** As lines for people: the principal, and below it what it may do with what. */
export function describeAccess(wanted: readonly WantedAccess[]): string[] {
  return wanted.flatMap(({ principal, rules }, index) => [
    ...(index === 0 ? [] : ['']),
    principal,
    ...rules.map(({ resource, name, pattern, operations }) => {
      const what = pattern === 'prefix' ? `${name}*` : name;
      return `  ${resource.padEnd(7)} ${what.padEnd(58)} ${operations.join(', ')}`;
    }),
  ]);
}
