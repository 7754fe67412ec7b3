const NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request's Host header names this machine by what no DNS server can point elsewhere and back: a page of
 * another site, whose name is made to lead to the loopback address (DNS rebinding), asks by its own.
 */
export function isLoopbackName(host: string | undefined): boolean {
  return NAMES.has(host?.toLowerCase().replace(/:\d*$/, '') ?? '');
}
