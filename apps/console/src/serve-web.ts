import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where `npm run build` puts the browser's part: dist/apps/console/web, beside this file's own folder. */
export const WEB_FOLDER = join(__dirname, '..', 'web');

const YEAR_S = 31_536_000;

/** Nothing but our own files, no frame around us, nothing sent elsewhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** The web folder is not there: `npm run build` was not run. */
export class WebMissingError extends Error {
  readonly code = 'WEB_MISSING';
}

/**
 * Serves the built pages: compressed as they were at the build, files that are named after their content for a year,
 * the page itself asked for anew each time. Every answer has the security headers.
 *
 * @throws WebMissingError WEB_MISSING
 */
export function serveWeb(app: NestFastifyApplication, folder: string): void {
  if (!existsSync(join(folder, 'index.html')))
    throw new WebMissingError(`The console's pages are not in ${folder}; run npm run build.`);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (_: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // On the response itself, as streams write their head past Fastify.
    for (const [name, value] of Object.entries(HEADERS)) reply.raw.setHeader(name, value);
    done();
  });
  app.useStaticAssets({
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const named = /[/\\]assets[/\\]/.test(path);
      // Nest's type is of an older version: what comes here is Fastify's reply.
      const reply = response as unknown as FastifyReply;
      void reply.header('cache-control', named ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  });
}
