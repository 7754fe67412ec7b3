import fc from 'fast-check';
import { roles, type Role } from './permissions.js';
import { rolesOfClaims } from './roles-of-claims.js';

const GROUPS = { 'texting-admins': 'admin', desk: ['agent', 'viewer'] } as const;

describe('the roles that claims give', () => {
  it.each<[string, object, Parameters<typeof rolesOfClaims>[1], Role[]]>([
    ['one word', { roles: 'admin' }, { claim: 'roles' }, ['admin']],
    ['a list, each once', { roles: ['agent', 'viewer', 'agent'] }, { claim: 'roles' }, ['agent', 'viewer']],
    ['words that are no role', { roles: ['emperor', 7, null, {}] }, { claim: 'roles' }, []],
    ['no claim', {}, { claim: 'roles' }, []],
    ['another claim', { groups: ['admin'] }, { claim: 'roles' }, []],
    ['groups', { groups: ['desk', 'x'] }, { claim: 'groups', roles: GROUPS }, ['agent', 'viewer']],
    ['a role’s name where groups are mapped', { groups: ['admin'] }, { claim: 'groups', roles: GROUPS }, []],
    ['a way', { realm_access: { roles: ['operator'] } }, { claim: 'realm_access.roles' }, ['operator']],
    ['a way that ends early', { realm_access: 'operator' }, { claim: 'realm_access.roles' }, []],
    [
      'a name with dots, before a way',
      { 'https://a.example/roles': 'admin' },
      { claim: 'https://a.example/roles' },
      ['admin'],
    ],
    ['what every object has', { x: 'constructor' }, { claim: 'x', roles: GROUPS }, []],
    ['a way into what every object has', {}, { claim: 'constructor.name' }, []],
  ])('%s', (_, claims, rule, expected) => {
    expect(rolesOfClaims(claims as Record<string, unknown>, rule)).toEqual(expected);
  });

  it('are never more than what the claim’s words stand for, whatever it holds', () => {
    const map = fc.dictionary(fc.string(), fc.subarray([...roles], { minLength: 1 }));
    fc.assert(
      fc.property(fc.jsonValue(), fc.option(map, { nil: undefined }), (held, mapped) => {
        const words = [held].flat() as unknown[];
        const allowed = words.flatMap((word) =>
          typeof word !== 'string'
            ? []
            : mapped === undefined
              ? [word]
              : Object.hasOwn(mapped, word)
                ? mapped[word]!
                : [],
        );
        const given = rolesOfClaims({ groups: held }, { claim: 'groups', roles: mapped });
        expect(given.every((role) => roles.includes(role) && allowed.includes(role))).toBe(true);
        expect(new Set(given).size).toBe(given.length);
        expect(given).toHaveLength(new Set(allowed.filter((word) => roles.includes(word as Role))).size);
      }),
    );
  });
});
