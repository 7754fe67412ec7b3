import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian's and other distributions' packages put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts the machine's Chromium; nothing is downloaded.
 *
 * @throws Error CHROMIUM_MISSING, which says what to do
 */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--disable-dev-shm-usage'] });
}

/** @throws Error CHROMIUM_MISSING */
export function chromiumPath(): string {
  const found = PLACES.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    `CHROMIUM_MISSING None of ${PLACES.join(', ')} is there: install it (apt-get install chromium) and try again.`,
  );
}
