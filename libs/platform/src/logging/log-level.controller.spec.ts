import type { HttpException } from '@nestjs/common';
import { LogLevelController, type Asked } from './log-level.controller.js';
import { PinoLogger } from './pino-logger.service.js';
import { storyOf } from './story-of.js';

const from = (remoteAddress: string, headers: Record<string, string> = {}): Asked =>
  ({
    raw: { socket: { remoteAddress }, headers: { host: 'localhost:8370', ...headers } },
  }) as unknown as Asked;

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return ((error as HttpException).getResponse() as { code: string }).code;
  }
};

describe('the log level', () => {
  const logger = new PinoLogger('spec', 'silent');
  const controller = new LogLevelController(logger);

  it('changes while the process runs', () => {
    expect(logger.isLevelEnabled('debug')).toBe(false);
    expect(controller.change(from('127.0.0.1'), 'silent')).toEqual({ level: 'silent', before: 'silent' });
    logger.level = 'error';
    expect(controller.level(from('::1'))).toEqual({ level: 'error' });
    expect(logger.isLevelEnabled('error')).toBe(true);
    expect(logger.isLevelEnabled('debug')).toBe(false);
  });

  it('is told to the log before it falls silent', () => {
    const talking = new PinoLogger('spec', 'info');
    const levels: string[] = [];
    jest.spyOn(talking, 'log').mockImplementation(() => void levels.push(talking.level));
    new LogLevelController(talking).change(from('127.0.0.1'), 'silent');
    expect([levels, talking.level]).toEqual([['info'], 'silent']);
  });

  it.each(['', 'loud', undefined, ['debug', 'info'], '__proto__'])('refuses %j', (level) => {
    expect(codeOf(() => controller.change(from('127.0.0.1'), level))).toBe('LOG_LEVEL_UNKNOWN');
  });

  it.each([
    ['another machine', from('10.0.0.7')],
    ['a proxy on this one', from('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' })],
    ['nowhere', from('')],
    ["another site's page in a browser of this one", from('127.0.0.1', { host: 'shop.example:8370' })],
  ])('is no business of %s', (_who, asked) => {
    expect(codeOf(() => controller.change(asked, 'debug'))).toBe('LOOPBACK_ONLY');
    expect(codeOf(() => controller.level(asked))).toBe('LOOPBACK_ONLY');
  });
});

describe('what a log line says of an event', () => {
  it('is its id, its conversation and its trace, and nothing else', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
    const mt = { id: 'an-id', conversationId: 'c0ffee', traceparent, subscriber: '+14155550101' };
    expect(storyOf(mt)).toEqual({
      eventId: 'an-id',
      conversation: 'c0ffee',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
  });
});
