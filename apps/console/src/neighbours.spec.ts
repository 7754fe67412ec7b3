import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiAccess, newApiKey, Vouchers, type Permission } from '@parley/platform';
import { KeywordRouter } from './neighbours.js';
import { wordBy } from './word-by.js';

const PEPPER = 'sixteen characters or more';
const { key, hash } = newApiKey();
const theirs = new ApiAccess(
  { keys: [{ name: 'desk', hash, roles: ['agent'] }] },
  undefined,
  new Vouchers(PEPPER),
);

/** A neighbour that lets in as every service does, and says whom. */
function neighbour(needs: Permission): Promise<Server> {
  const server = createServer((request, response) => {
    void theirs.admit(request.headers.authorization, needs).then((admitted) => {
      response.writeHead(admitted.ok ? 200 : 403);
      response.end(
        JSON.stringify(admitted.ok ? { name: admitted.principal.name } : { code: admitted.denial }),
      );
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('a neighbour of the console', () => {
  let server: Server;
  let router: KeywordRouter;

  beforeAll(async () => {
    server = await neighbour('cases:write');
    const { port } = server.address() as AddressInfo;
    const ours = new ApiAccess('closed');
    const people = new Map([
      ['s1', { name: 'kim@example.com', roles: ['agent'] as const }],
      ['s2', { name: 'lou@example.com', roles: ['viewer'] as const }],
    ]);
    ours.believe({ principalOf: async (session) => people.get(session) });
    const word = wordBy(ours, new Vouchers(PEPPER));
    router = new KeywordRouter('keyword-router', `http://127.0.0.1:${port}`, 'KEYWORD_ROUTER_URL', word);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ['Session s1', 'kim@example.com'],
    [`Bearer ${key}`, 'desk'],
  ])('is asked in the name of who asks: %#', async (authorization, name) => {
    expect(await router.ask('/', { authorization })).toEqual({ name });
  });

  it.each([
    ['Session s2', 'FORBIDDEN'],
    ['Session over', 'UNAUTHENTICATED'],
    [undefined, 'UNAUTHENTICATED'],
  ])('checks what they may itself: %s', async (authorization, code) => {
    await expect(router.ask('/', { authorization })).rejects.toMatchObject({ response: { code } });
  });
});
