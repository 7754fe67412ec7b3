import { failure } from '../parley.error.js';
import { describeFailure } from './describe-failure.js';

const withCode = (code: string | undefined, message: string, name = 'Error'): Error =>
  Object.assign(new Error(message), { code, name });

describe('a failure as people read it', () => {
  it('is its code and its sentence', () => {
    expect(describeFailure(failure.notRunning('/data'), false)).toMatch(
      /^NOT_RUNNING Parley is not running on \/data: /,
    );
  });

  it('has the code of one word too', () => {
    expect(describeFailure(failure.interrupted(), false)).toMatch(/^INTERRUPTED The start was interrupted/);
  });

  it.each(['ENOENT', 'ERR_INVALID_ARG_TYPE', '42P01', undefined])('takes %s for no code of ours', (code) => {
    expect(describeFailure(withCode(code, 'something broke'), false)).toMatch(/^UNEXPECTED something broke/);
  });

  it('names Kafka where kafkajs speaks', () => {
    const error = withCode(undefined, 'Connection error', 'KafkaJSNumberOfRetriesExceeded');
    expect(describeFailure(error, false)).toMatch(/^KAFKA_UNAVAILABLE .*Connection error/);
  });

  it.each(['ECONNREFUSED', '57P03', '08006'])('names PostgreSQL for %s', (code) => {
    expect(describeFailure(withCode(code, 'connect'), false)).toMatch(/^DATABASE_UNAVAILABLE /);
  });

  it("shows every line of a parley.yaml's problems as it is", () => {
    const lines = 'parley.yaml:1:1 A b\nparley.yaml:2:1 C d';
    expect(describeFailure(withCode('PARLEY_FILE_INVALID', lines), false)).toBe(lines);
  });

  it('owns up to what nobody foresaw, and shows the stack only when asked', () => {
    const error = new TypeError('x is not a function');
    expect(describeFailure(error, false)).toMatch(/^UNEXPECTED x is not a function\. .*PARLEY_DEBUG=1/);
    expect(describeFailure(error, false)).not.toContain('\n');
    expect(describeFailure(error, true)).toMatch(/\n +at /);
  });
});
