import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AddressLimits } from './address-limits.js';
import { turnAway } from './turn-away.js';

/**
 * Turns away who asks for what is not there before a byte of the body is read. Webhooks are read first, as they may
 * prove a secret; probes, metrics and whatever else has a route of its own is not meant.
 */
export function limitAddresses(app: NestFastifyApplication): void {
  const limits = app.get(AddressLimits);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      const refusal = request.is404 ? limits.turnAway(request) : undefined;
      if (refusal === undefined) return done();
      turnAway(reply, refusal);
    });
}
