import fc from 'fast-check';
import {
  COUNTRY_BY_CALLING_CODE,
  REGION_BY_AREA_CODE,
  SHARED_CALLING_CODES,
  ZONES_BY_PREFIX,
} from './number-places.data.js';
import { countryOf, regionOf, zonesOf } from './number-places.js';

describe('zonesOf', () => {
  it.each([
    ['New York', '+12125550101', ['America/New_York']],
    ['Chicago', '+13125550101', ['America/Chicago']],
    ['Denver', '+13035550101', ['America/Denver']],
    ['Arizona, without summer time', '+16025550101', ['America/Phoenix']],
    ['Los Angeles', '+13105550101', ['America/Los_Angeles']],
    ['Honolulu', '+18085550101', ['Pacific/Honolulu']],
    ['Indiana outside the corners', '+13175550101', ['America/New_York']],
    ["Florida's west, in two zones", '+18505550101', ['America/Chicago', 'America/New_York']],
    ['and the area code over it', '+14485550101', ['America/Chicago', 'America/New_York']],
    ['Idaho, in two zones', '+12085550101', ['America/Denver', 'America/Los_Angeles']],
    ['Kentucky, in two zones', '+12705550101', ['America/Chicago', 'America/New_York']],
    ['Newfoundland and Labrador', '+17095550101', ['America/Halifax', 'America/St_Johns']],
    ['Puerto Rico', '+17875550101', ['America/Puerto_Rico']],
    ['Jamaica', '+18765550101', ['America/Jamaica']],
    ['Britain, its islands having the same clocks', '+447700900123', ['Europe/London']],
    ['Ireland', '+353861234567', ['Europe/Dublin']],
    ['Germany', '+4915112345678', ['Europe/Berlin']],
    ['India', '+919812345678', ['Asia/Kolkata']],
    ['Algeria', '+213551234567', ['Africa/Algiers']],
    ['São Paulo, mobile', '+5511912345678', ['America/Sao_Paulo']],
    ['Manaus, mobile', '+5597912345678', ['America/Manaus']],
    ['a Spanish mobile, perhaps on the Canaries', '+34612345678', ['Atlantic/Canary', 'Europe/Madrid']],
    ['a line on the Canaries', '+34928123456', ['Atlantic/Canary']],
    ['Kaliningrad', '+74012123456', ['Europe/Kaliningrad']],
    ['no number', 'parley', []],
    ['a number without +', '12125550101', []],
    ['a calling code of nobody', '+999123456', []],
  ])('%s', (_, e164, zones) => expect(zonesOf(e164)).toEqual(zones));

  it('gives a mobile number of a wide country all its zones', () => {
    expect(zonesOf('+61412345678')).toEqual(expect.arrayContaining(['Australia/Perth', 'Australia/Sydney']));
    expect(zonesOf('+79161234567')).toEqual(expect.arrayContaining(['Europe/Moscow', 'Asia/Vladivostok']));
    expect(zonesOf('+56912345678')).toEqual(expect.arrayContaining(['America/Santiago', 'Pacific/Easter']));
  });

  it('takes an area code that it does not know for any in the large countries', () => {
    const zones = zonesOf('+12995550101');
    expect(zones).toEqual(expect.arrayContaining(['America/St_Johns', 'Pacific/Honolulu']));
    expect(zones).toHaveLength(11);
    expect(zonesOf('+18005550101')).toEqual(zones);
  });

  it('names zones that clocks can be asked for, and never two with the same clocks in one answer', () => {
    const clock = (zone: string) => {
      const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
      const at = (month: number) => Date.UTC(2027, month, 10);
      return Array.from({ length: 12 }, (_, month) => format.format(at(month))).join();
    };
    for (const zones of Object.keys(ZONES_BY_PREFIX).map((key) => key.split(' '))) {
      expect(new Set(zones.map(clock)).size).toBe(zones.length);
    }
  });

  it('knows a zone for every calling code of a country, and for each area code', () => {
    const codes = [...Object.values(COUNTRY_BY_CALLING_CODE), SHARED_CALLING_CODES].join(' ').split(' ');
    for (const code of codes) expect(zonesOf(`+${code}0000000`)).not.toEqual([]);
    for (const area of Object.values(REGION_BY_AREA_CODE).join(' ').split(' ')) {
      expect(zonesOf(`+1${area}5550101`).length).toBeLessThan(5);
    }
  });

  it('says no prefix twice', () => {
    for (const table of [ZONES_BY_PREFIX, REGION_BY_AREA_CODE, COUNTRY_BY_CALLING_CODE]) {
      const prefixes = Object.values(table).join(' ').split(' ');
      expect(new Set(prefixes).size).toBe(prefixes.length);
    }
  });

  it('never throws', () => {
    const anything = (text: string) => [zonesOf(text), countryOf(text), regionOf(text)];
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+\d{0,15}$/)), (s) => !!anything(s)));
  });
});

describe('countryOf and regionOf', () => {
  it.each([
    ['+12125550101', 'US', 'US-NY'],
    ['+18505550101', 'US', 'US-FL'],
    ['+15035550101', 'US', 'US-OR'],
    ['+12025550101', 'US', 'US-DC'],
    ['+14165550101', 'CA', 'CA-ON'],
    ['+19025550101', 'CA', undefined],
    ['+17875550101', 'PR', 'US-PR'],
    ['+18765550101', 'JM', undefined],
    ['+18005550101', undefined, undefined],
    ['+447700900123', 'GB', undefined],
    ['+447781123456', 'GG', undefined],
    ['+77011234567', 'KZ', undefined],
    ['+79161234567', 'RU', undefined],
    ['+390612345678', 'IT', undefined],
    ['+353861234567', 'IE', undefined],
    ['+8613812345678', 'CN', undefined],
    ['+999123456', undefined, undefined],
    ['12125550101', undefined, undefined],
  ])('%s', (e164, country, region) => {
    expect([countryOf(e164), regionOf(e164)]).toEqual([country, region]);
  });

  it('has all fifty states, the District and five territories', () => {
    const states = Object.keys(REGION_BY_AREA_CODE).filter((region) => region.startsWith('US-'));
    expect(states).toHaveLength(56);
  });
});
