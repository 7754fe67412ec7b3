import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const PATHS = new Set(['/v1/campaigns', '/v1/campaigns/review']);
/** A list of 10,000 numbers with all that people write around them, bytes; other bodies keep to the 64 KiB of all. */
const MOST_BYTES = 512 * 1024;

/** Lets the lists of campaigns in, which are longer than any other request. */
export function serveCampaignLists(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (PATHS.has(route.url) && route.method === 'POST') route.bodyLimit = MOST_BYTES;
    });
}
