/**
 * What somebody may do by an API. Who may not see numbers (`numbers:see`) is shown them masked, in the console; what
 * could not be taken (`letters:see`) holds numbers and texts as they came, and is shown to nobody else.
 */
export const permissions = [
  'cases:read',
  'cases:write',
  'consents:read',
  'consents:write',
  'preferences:read',
  'preferences:write',
  'conversations:read',
  'operations:read',
  'operations:write',
  'campaigns:read',
  'campaigns:write',
  'numbers:see',
  'phone:write',
  'letters:see',
  'repairs:write',
  'audit:see',
  'config:write',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['viewer', 'agent', 'compliance', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

const READ = permissions.filter((permission) => permission.endsWith(':read'));

/** What each role may do: agents answer cases, compliance keeps consents, operators run the rest, admins do all. */
const OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: READ,
  agent: [
    ...(['cases:read', 'cases:write', 'consents:read', 'preferences:read', 'preferences:write'] as const),
    ...(['conversations:read', 'campaigns:read', 'numbers:see'] as const),
  ],
  compliance: [...READ, 'consents:write', 'numbers:see', 'audit:see'],
  operator: [
    ...READ,
    ...(['operations:write', 'campaigns:write', 'cases:write', 'preferences:write'] as const),
    ...(['numbers:see', 'phone:write', 'letters:see', 'repairs:write'] as const),
  ],
  admin: permissions,
};

/** Who asks. */
export interface Principal {
  /** The key's name, or the token's subject. */
  readonly name: string;
  readonly roles: readonly Role[];
}

export function may({ roles: held }: Principal, permission: Permission): boolean {
  return held.some((role) => OF_ROLE[role].includes(permission));
}

export function isRole(word: unknown): word is Role {
  return roles.includes(word as Role);
}
