import { isRole, type Role } from './permissions.js';

/** How an identity provider says what somebody may do. */
export interface RolesRule {
  /** The claim that holds the roles or groups: its name, or a way into objects (`realm_access.roles`). */
  readonly claim: string;
  /** What each of its words stands for; without it a word is a role by its own name. */
  readonly roles?: Readonly<Record<string, Role | readonly Role[]>> | undefined;
}

/** The roles that claims give, each once; a claim is one word or a list, and what is no word gives nothing. */
export function rolesOfClaims(claims: Readonly<Record<string, unknown>>, rule: RolesRule): Role[] {
  const held = claimOf(claims, rule.claim);
  const words: readonly unknown[] = Array.isArray(held) ? held : [held];
  return [...new Set(words.flatMap((word) => rolesOfWord(word, rule.roles)))];
}

/** Own properties alone: no word of a token may reach what every object has. */
function rolesOfWord(word: unknown, roles: RolesRule['roles']): readonly Role[] {
  if (typeof word !== 'string') return [];
  if (roles === undefined) return isRole(word) ? [word] : [];
  return Object.hasOwn(roles, word) ? [roles[word]!].flat() : [];
}

/** A claim by its whole name first: names that are addresses hold dots. */
function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (within, part) =>
        typeof within === 'object' && within !== null && Object.hasOwn(within, part)
          ? (within as Record<string, unknown>)[part]
          : undefined,
      claims,
    );
}
