import { ConfigurationError, rolesByWord, type AccessSettings, type RolesRule } from '@parley/platform';
import { z } from 'zod';

const SCOPES = 'openid profile email';
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Signing in sends people and secrets there: TLS, except on the loopback address. */
const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
};

const safeUrl = z
  .url({ abort: true })
  .refine(isSafe, 'it must be https://, or http:// on the loopback address');

/** Reads CONSOLE_OIDC_ROLES. */
const mapping = z.string().transform((text, context) => {
  const parsed = rolesByWord.safeParse(jsonOf(text));
  if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data;
  const where =
    parsed.error?.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`) ?? [];
  const message = ['it must be JSON with a role, or a list, a word: {"texting-admins":"admin"}', ...where];
  context.issues.push({ code: 'custom', input: undefined, message: message.join('; ') });
  return z.NEVER;
});

/** What signing in by OpenID Connect needs of the console's environment. */
export const oidcShape = {
  CONSOLE_OIDC_CLIENT_ID: z.string().optional().meta({
    description:
      'As what the identity provider knows the console; without it nobody signs in by OpenID Connect',
  }),
  CONSOLE_OIDC_CLIENT_SECRET: z.string().optional().meta({
    description: "The client's secret, from a secret; without it the client is a public one (PKCE alone)",
  }),
  CONSOLE_OIDC_ISSUER: safeUrl.optional().meta({
    description:
      'The identity provider, as its tokens name it; `jwt.issuer` of PARLEY_API_ACCESS when absent',
  }),
  CONSOLE_PUBLIC_URL: safeUrl
    .refine((address) => new URL(address).pathname === '/', 'it must have no path')
    .optional()
    .meta({
      description:
        'Where browsers reach the console, without a path; the provider answers at `/sign-in/oidc/callback` there',
    }),
  CONSOLE_OIDC_NAME: z.string().max(40).optional().meta({
    description: 'The provider as people call it, on the button; the host of the issuer when absent',
  }),
  CONSOLE_OIDC_SCOPES: z
    .string()
    .default(SCOPES)
    .transform((list) => list.split(/\s+/).filter(Boolean))
    .refine((scopes) => scopes.includes('openid'), 'openid must be among them')
    .meta({ description: `What the provider is asked for, separated by spaces; \`${SCOPES}\` when absent` }),
  CONSOLE_OIDC_ROLES_CLAIM: z
    .string()
    .optional()
    .meta({
      description:
        'The claim that holds roles or groups, or a way to it (`realm_access.roles`); ' +
        '`jwt.rolesClaim` of PARLEY_API_ACCESS when absent, or else `roles`',
    }),
  CONSOLE_OIDC_ROLES: mapping.optional().meta({
    description:
      'JSON: the role, or roles, of each word of that claim; ' +
      '`jwt.roles` of PARLEY_API_ACCESS when absent, or else words are roles by their names',
  }),
  CONSOLE_OIDC_ASK: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Whom to ask for a role, in words: told to who signs in and has none' }),
  CONSOLE_SESSION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(12)
    .meta({ description: 'How long who signed in stays in at most, by whichever way, hours' }),
} as const;

type OidcEnvironment = z.infer<z.ZodObject<typeof oidcShape>> & {
  readonly PARLEY_API_ACCESS?: AccessSettings | undefined;
};

/** How people sign in by OpenID Connect. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** As people call it. */
  readonly name: string;
  readonly publicUrl: string;
  readonly scopes: readonly string[];
  readonly rule: RolesRule;
  /** Whom to ask for a role. */
  readonly ask: string | undefined;
}

/**
 * How people sign in by OpenID Connect, if they do. What PARLEY_API_ACCESS says of the issuer need not be said again.
 *
 * @throws ConfigurationError where something is missing, or the console is open to everybody besides
 */
export function oidcSettingsOf(environment: OidcEnvironment): OidcSettings | undefined {
  const { PARLEY_API_ACCESS: access, CONSOLE_OIDC_CLIENT_ID: clientId } = environment;
  if (clientId === undefined) {
    const named = (Object.keys(oidcShape) as (keyof typeof oidcShape)[]).find(
      (name) =>
        name.startsWith('CONSOLE_OIDC_') && name !== 'CONSOLE_OIDC_SCOPES' && environment[name] !== undefined,
    );
    if (named)
      throw wrong(`${named} is set and CONSOLE_OIDC_CLIENT_ID is not; set it, or take the other out`);
    return undefined;
  }
  if (access === 'open')
    throw wrong(
      'PARLEY_API_ACCESS is open, so that nobody has to sign in; take it out, or CONSOLE_OIDC_CLIENT_ID',
    );
  const jwt = typeof access === 'object' ? access.jwt : undefined;
  const issuer = environment.CONSOLE_OIDC_ISSUER ?? jwt?.issuer;
  if (issuer === undefined)
    throw wrong('CONSOLE_OIDC_ISSUER is missing; CONSOLE_OIDC_CLIENT_ID is one at which issuer?');
  if (!isSafe(issuer)) throw wrong('jwt.issuer of PARLEY_API_ACCESS must be https:// to sign in there');
  const publicUrl = environment.CONSOLE_PUBLIC_URL;
  if (publicUrl === undefined)
    throw wrong('CONSOLE_PUBLIC_URL is missing; the provider sends people back to the address that it says');
  const ofTokens = jwt?.issuer === issuer ? jwt : undefined;
  return {
    ...{ issuer, clientId, clientSecret: environment.CONSOLE_OIDC_CLIENT_SECRET },
    ...{ name: environment.CONSOLE_OIDC_NAME ?? new URL(issuer).host, publicUrl: new URL(publicUrl).origin },
    scopes: environment.CONSOLE_OIDC_SCOPES,
    rule: {
      claim: environment.CONSOLE_OIDC_ROLES_CLAIM ?? ofTokens?.rolesClaim ?? 'roles',
      roles: environment.CONSOLE_OIDC_ROLES ?? ofTokens?.roles,
    },
    ask: environment.CONSOLE_OIDC_ASK,
  };
}

/**
 * The environment of a console at which people sign in by OpenID Connect: nobody comes in without, unless by a key or a
 * token that PARLEY_API_ACCESS names; on the loopback address too.
 *
 * @throws ConfigurationError as oidcSettingsOf does
 */
export function closedToStrangers<E extends OidcEnvironment>(environment: E): E {
  if (oidcSettingsOf(environment) === undefined || typeof environment.PARLEY_API_ACCESS === 'object')
    return environment;
  return { ...environment, PARLEY_API_ACCESS: { keys: [] } };
}

const wrong = (message: string): ConfigurationError => new ConfigurationError(`${message}.`);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
