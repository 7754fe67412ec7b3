import fc from 'fast-check';
import { actionOf, isHarmless, targetOf, withoutNumbers, type Change } from './change.js';

const change = (route: string, params: Record<string, string> = {}, method = 'POST'): Change => ({
  ...{ method, route, params },
});

describe('a change', () => {
  it.each([
    ['POST', '/v1/conversations/:id/replies', 'conversations.replies'],
    ['POST', '/v1/letters/redrive', 'letters.redrive'],
    ['PUT', '/v1/keywords/:sender/:word', 'keywords.put'],
    ['DELETE', '/v1/keywords/:sender/:word', 'keywords.delete'],
    ['PUT', '/log-level', 'log-level.put'],
  ])('%s %s is %s', (method, route, action) => {
    expect(actionOf(change(route, {}, method))).toBe(action);
  });

  it('is done to what its address names', () => {
    expect(targetOf(change('/v1/a/:sender/:word', { sender: '12345', word: 'JOIN' }))).toBe('12345 JOIN');
    expect(targetOf(change('/v1/a/:id', { id: '4f'.repeat(16) }))).toBe('4f'.repeat(16));
    expect(targetOf(change('/v1/letters/redrive'))).toBeUndefined();
  });

  it('tells nobody a number', () => {
    const written = (n: number) => [`+${n}`, `${n}`, `+1 (415) 555-${String(n).slice(-4)}`];
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999_999_999 }), (n) => {
        for (const number of [...written(n), `(${String(n).slice(0, 3)}) 555-${String(n).slice(-4)}`]) {
          const target = targetOf(change('/v1/phones/:number/texts', { number }))!;
          expect(target.replace(/\D/g, '').length).toBeLessThan(7);
          const said = withoutNumbers(`asked by ${number}, twice`);
          expect(said).toMatch(/^asked by .*, twice$/);
          expect(said.replace(/\D/g, '').length).toBeLessThan(7);
        }
      }),
    );
  });

  it('is told in the words of who asked for it, where they name nobody', () => {
    const why = 'carrier 12345 filters (case 88-1203), 2026-11-26';
    expect(withoutNumbers(why)).toBe(why);
  });

  it('is asked for by whatever is no mere look', () => {
    expect(['GET', 'HEAD', 'OPTIONS'].every(isHarmless)).toBe(true);
    expect(['POST', 'PUT', 'PATCH', 'DELETE'].some(isHarmless)).toBe(false);
  });
});
