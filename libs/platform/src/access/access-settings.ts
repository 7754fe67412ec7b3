import { z } from 'zod';
import { isLoopbackName } from './loopback-names.js';
import { roles } from './permissions.js';

// Asymmetric ones alone: a shared secret would let every reader of the settings make tokens.
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** What each word of a claim stands for: `{"texting-admins": "admin"}`. */
export const rolesByWord = z.record(
  z.string().min(1),
  z.union([z.enum(roles), z.array(z.enum(roles)).min(1)], { error: `a role is one of ${roles.join(', ')}` }),
);

const settings = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80),
        hash: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'not sha256: with 64 hex digits; see parley api-key'),
        roles: z.array(z.enum(roles)).min(1),
      }),
    )
    .default([]),
  jwt: z
    .strictObject({
      issuer: z.url(),
      audience: z.string().min(1),
      jwksUri: z.url(),
      algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['RS256', 'ES256']),
      /** The claim that holds the roles, as one word or a list. */
      rolesClaim: z.string().min(1).default('roles'),
      roles: rolesByWord.optional(),
    })
    .optional(),
});

/** Who may use the HTTP APIs: anybody, nobody, or who has a key or a token. */
export type AccessSettings = 'open' | 'closed' | z.infer<typeof settings>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** PARLEY_API_ACCESS: its text is read here, and no message holds any of it. */
export const accessShape = {
  PARLEY_API_ACCESS: z
    .string()
    .transform((text, context): AccessSettings => {
      if (text === 'open' || text === 'closed') return text;
      const parsed = settings.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
      const message = `it must be open, closed, or JSON with keys and jwt (${where.join('; ')})`;
      context.issues.push({ code: 'custom', input: undefined, message });
      return z.NEVER;
    })
    .optional()
    .meta({
      description:
        'Who may use the HTTP APIs: JSON with `keys` (hashes, see `parley api-key`) and `jwt` (OIDC), from a secret; ' +
        'or open, or closed. When absent: open on the loopback address, closed on any other',
    }),
};

/** What holds where nothing is said: open on the loopback address alone. */
export function accessOf(environment: {
  readonly HOST: string;
  readonly PARLEY_API_ACCESS?: AccessSettings | undefined;
}): AccessSettings {
  return environment.PARLEY_API_ACCESS ?? (LOOPBACK.has(environment.HOST) ? 'open' : 'closed');
}

/**
 * By which names the APIs may be asked: by any, but where they are open by nothing but their address, which every page
 * in a browser of this machine can reach under a name of its own.
 */
export function ownNamesOf(environment: {
  readonly HOST: string;
  readonly PARLEY_API_ACCESS?: AccessSettings | undefined;
}): (host: string | undefined) => boolean {
  const { HOST, PARLEY_API_ACCESS } = environment;
  return PARLEY_API_ACCESS === undefined && LOOPBACK.has(HOST) ? isLoopbackName : () => true;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
