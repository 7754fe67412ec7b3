import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AddressLimits, ADDRESS_LIMITED } from './address-limits.js';
import type { RefusalBody } from './refusal.body.js';

const WEBHOOKS = '/v1/carriers/';

/**
 * Turns away who is not heard before a byte of the body is read. Asked for webhooks and for what is not there; probes,
 * metrics and whatever else has a route of its own is not meant.
 */
export function limitAddresses(app: NestFastifyApplication): void {
  const limits = app.get(AddressLimits);
  const isMeant = ({ is404, raw }: FastifyRequest): boolean => is404 || raw.url!.startsWith(WEBHOOKS);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      const waitMs = isMeant(request) ? limits.wait(request) : 0;
      if (waitMs === 0) return done();
      void reply
        .code(429)
        .header('retry-after', Math.ceil(waitMs / 1000))
        .send(LIMITED);
    });
}

const LIMITED: RefusalBody = {
  code: ADDRESS_LIMITED,
  message:
    'Too many requests from this address were refused; correct them by the codes that they got, and send this one again later.',
};
