import { assertDatabaseAnswers, parseBrokers } from './given-addresses.js';

describe('addresses given in the environment', () => {
  it('reads one broker or several', () => {
    expect(parseBrokers('localhost:9092')).toEqual(['localhost:9092']);
    expect(parseBrokers(' a.example:9092, b.example:19092 ,[::1]:9092')).toEqual([
      'a.example:9092',
      'b.example:19092',
      '[::1]:9092',
    ]);
  });

  it.each([
    'localhost',
    'localhost:',
    ':9092',
    'a:9092,',
    'kafka://a:9092',
    'a:0',
    'a:65536',
    'a:9092 b:9092',
  ])('refuses %j', (value) => {
    expect(() => parseBrokers(value)).toThrow(expect.objectContaining({ code: 'INFRA_BROKERS_INVALID' }));
  });

  it.each(['secret', 'mysql://u:secret@h/d', 'postgres//u:secret@h/d'])(
    'refuses %j without repeating it',
    async (url) => {
      const refusal = assertDatabaseAnswers(url);
      await expect(refusal).rejects.toMatchObject({ code: 'INFRA_DATABASE_URL_INVALID' });
      await expect(refusal).rejects.not.toThrow(/secret/);
    },
  );
});
