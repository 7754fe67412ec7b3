import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

const CONNECTIONS = 64;

/** Bare HTTP round trips on loopback, client and server in one process: requests/s with the same body sizes. */
export async function httpFloor(requests: number): Promise<number> {
  const server = createServer((request, response) => {
    request.on('data', () => undefined);
    request.on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    connections: CONNECTIONS,
  });
  const body = JSON.stringify({
    id: 'sim-1',
    from: '+14155550101',
    to: '12345',
    text: 'DISCOUNT',
    receivedAt: new Date(),
  });
  const started = performance.now();
  let left = requests;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) {
        const answer = await pool.request({
          path: '/v1/carriers/simulator/mo',
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        await answer.body.text();
      }
    }),
  );
  const perSecond = requests / ((performance.now() - started) / 1000);
  await pool.close();
  server.close();
  return perSecond;
}
