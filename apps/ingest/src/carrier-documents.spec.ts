import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CarrierDocuments, type Fetch } from './carrier-documents.js';

const URL = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';

function fetching(answer: (url: string) => Promise<Response>) {
  const calls: string[] = [];
  const fetch: Fetch = (url, { redirect }) => {
    calls.push(`${redirect} ${url}`);
    return answer(url);
  };
  return { calls, documents: new CarrierDocuments(fetch) };
}

describe('documents of a carrier', () => {
  it('are fetched once, without following a redirect, also when many ask at the same time', async () => {
    const { calls, documents } = fetching(async () => new Response('a certificate'));
    const asked = await Promise.all([documents.of(URL), documents.of(URL), documents.of(URL)]);
    expect(asked).toEqual(['a certificate', 'a certificate', 'a certificate']);
    expect(await documents.of(URL)).toBe('a certificate');
    expect(calls).toEqual([`error ${URL}`]);
  });

  it.each<[string, () => Promise<Response>]>([
    ['an error of the network', () => Promise.reject(new Error('no'))],
    ['a refusal', async () => new Response('no', { status: 403 })],
    ['more than any certificate', async () => new Response('x'.repeat(65 * 1024))],
  ])('are not there after %s, and are asked for again', async (_what, answer) => {
    let broken = true;
    const { documents } = fetching(() => (broken ? answer() : Promise.resolve(new Response('good'))));
    expect(await documents.of(URL)).toBeUndefined();
    broken = false;
    expect(await documents.of(URL)).toBe('good');
  });

  it('are asked for a few at a time, and few are kept, whatever addresses come', async () => {
    const waiting: (() => void)[] = [];
    const { calls, documents } = fetching(
      () => new Promise((resolve) => waiting.push(() => resolve(new Response('good')))),
    );
    const asked = Array.from({ length: 6 }, (_, index) => documents.of(`${URL}?${index}`));
    expect(calls).toHaveLength(4);
    for (const go of waiting) go();
    expect((await Promise.all(asked)).filter((text) => text === undefined)).toHaveLength(2);

    const others = fetching(async () => new Response('good'));
    for (let index = 0; index < 17; index++) await others.documents.of(`${URL}?${index}`);
    await others.documents.of(`${URL}?16`);
    expect(others.calls).toHaveLength(17);
    await others.documents.of(`${URL}?0`);
    expect(others.calls).toHaveLength(18);
  });

  it('come by the platform’s fetch, which follows nothing elsewhere', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/pem' }).end();
      else response.end('a certificate');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const documents = new CarrierDocuments();
    expect(await documents.of(`${origin}/pem`)).toBe('a certificate');
    expect(await documents.of(`${origin}/moved`)).toBeUndefined();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('confirm by an answer of 2xx alone', async () => {
    expect(await fetching(async () => new Response('<ok/>')).documents.confirm(URL)).toBe(true);
    expect(await fetching(async () => new Response('', { status: 404 })).documents.confirm(URL)).toBe(false);
    expect(await fetching(() => Promise.reject(new Error('no'))).documents.confirm(URL)).toBe(false);
  });
});
