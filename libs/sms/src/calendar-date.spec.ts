import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { ageOn, dayEverywhere, readDate } from './calendar-date.js';

describe('a day as people write it', () => {
  it.each([
    ['12/31/2001', 'US', '2001-12-31'],
    ['31/12/2001', 'GB', '2001-12-31'],
    ['31.12.2001', 'DE', '2001-12-31'],
    ['1-2-1990', 'US', '1990-01-02'],
    ['1-2-1990', 'GB', '1990-02-01'],
    ['31/12/2001', 'US', '2001-12-31'],
    ['12/31/2001', 'DE', '2001-12-31'],
    ['2001-12-31', 'US', '2001-12-31'],
    ['2001/1/2', 'GB', '2001-01-02'],
    ['12312001', 'US', '2001-12-31'],
    ['31122001', 'DE', '2001-12-31'],
    ['20011231', 'US', '2001-12-31'],
    ['Dec 31, 2001', 'US', '2001-12-31'],
    ['31st of December 2001.', 'US', '2001-12-31'],
    ['31 de diciembre de 2001', 'ES', '2001-12-31'],
    ['1er juillet 1990', 'FR', '1990-07-01'],
    ['3 März 1990', 'DE', '1990-03-03'],
    ['29/02/2000', 'GB', '2000-02-29'],
    ['\uFF11/\uFF12/1990', 'US', '1990-01-02'],
  ])('%s in %s is %s', (text, country, day) => expect(readDate(text, country)).toBe(day));

  it.each([
    ['', 'US'],
    ['yes', 'US'],
    ['12/31', 'US'],
    ['13/13/2001', 'US'],
    ['29/02/1900', 'GB'],
    ['31/4/2001', 'GB'],
    ['1/2/1990', 'CA'],
    ['1/2/85', 'US'],
    ['1/2/1850', 'US'],
    ['1/2/12345', 'US'],
    ['Smarch 1 1990', 'US'],
    ['1990 Dec 31', 'US'],
    ['9'.repeat(999), 'US'],
  ])('"%s" in %s is none', (text, country) => expect(readDate(text, country)).toBeUndefined());

  it('is read in an ambiguous country when only one order makes a day', () => {
    expect(readDate('12/31/2001', 'CA')).toBe('2001-12-31');
    expect(readDate('31/12/2001', 'CA')).toBe('2001-12-31');
    expect(readDate('2/2/2001', 'CA')).toBe('2001-02-02');
  });

  it('takes a year of two digits for the last one that has come', () => {
    expect(readDate('1/2/85', 'US', '2026-11-20')).toBe('1985-01-02');
    expect(readDate('1/2/26', 'US', '2026-11-20')).toBe('2026-01-02');
    expect(readDate('1/2/27', 'US', '2026-11-20')).toBe('1927-01-02');
    expect(readDate("Jan 2 '85", 'US', '2026-11-20')).toBeUndefined();
  });

  it('reads every day again that it gave', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(readDate(day, 'US')).toBe(day);
          const [y, m, d] = day.split('-');
          expect(readDate(`${m}/${d}/${y}`, 'US')).toBe(day);
          expect(readDate(`${d}.${m}.${y}`, 'DE')).toBe(day);
        },
      ),
    );
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.string(), (text, country) => {
        const day = readDate(text, country, '2026-11-20');
        if (day !== undefined) expect(readDate(day, country)).toBe(day);
      }),
    );
  });
});

describe('an age', () => {
  it.each([
    ['2005-11-20', '2026-11-20', 21],
    ['2005-11-21', '2026-11-20', 20],
    ['2005-12-01', '2026-11-20', 20],
    ['2004-02-29', '2025-02-28', 20],
    ['2004-02-29', '2025-03-01', 21],
    ['2030-01-01', '2026-11-20', -4],
  ])('%s is on %s: %d', (born, today, years) => expect(ageOn(born, today)).toBe(years));
});

it('a day has begun everywhere twelve hours after UTC', () => {
  expect(dayEverywhere(Date.parse('2026-11-20T11:59:59.999Z'))).toBe('2026-11-19');
  expect(dayEverywhere(Date.parse('2026-11-20T12:00:00.000Z'))).toBe('2026-11-20');
});
