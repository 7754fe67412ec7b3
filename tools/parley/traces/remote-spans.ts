import { failure } from '../parley.error.js';
import { JaegerSource, type Ask } from './jaeger.source.js';
import type { SpanSource } from './span-source.port.js';
import { TempoSource } from './tempo.source.js';

const WITHIN_MS = 15_000;

/**
 * Jaeger or Tempo at this address, whichever answers: only Jaeger knows `/api/services`.
 *
 * @throws ParleyError TRACES_AWAY, TRACES_REFUSED
 */
export async function remoteSpans(from: string): Promise<SpanSource> {
  const base = from.replace(/\/+$/, '');
  const ask: Ask = async (path) => {
    const answer = await fetch(base + path, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(WITHIN_MS),
    }).catch(() => {
      throw failure.tracesAway(from);
    });
    if (answer.status === 404) return undefined;
    const text = await answer.text();
    if (!answer.ok) throw failure.tracesRefused(from, answer.status);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  };
  const services = (await ask('/api/services')) as { data?: unknown } | undefined;
  return Array.isArray(services?.data) ? new JaegerSource(ask) : new TempoSource(ask);
}
