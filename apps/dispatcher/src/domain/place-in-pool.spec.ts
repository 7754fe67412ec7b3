import { placeInPool, type Member, type Place, type Wanted } from './place-in-pool.js';

function member(number: string, draw: number, failing = false): Member {
  return { number, segmentsPerSecond: 1, waiting: 0, near: false, draw, failing };
}

const POOL = [member('A', 0.9), member('B', 0.5), member('C', 0.1)];
const A_FAILS = [member('A', 0.9, true), ...POOL.slice(1)];
const keeps = (number: string, before?: string, texted = false): Place['keeps'] => ({
  number,
  before,
  texted,
});

describe('the number that a text to a pool goes from', () => {
  const rows: [why: string, pool: Member[], wanted: Partial<Wanted>, place: Place | undefined][] = [
    ['a new person gets one, and keeps it', POOL, {}, { number: 'A', keeps: keeps('A') }],
    ['who has one keeps it', POOL, { kept: 'C' }, { number: 'C' }],
    [
      'an answer goes from the one that was texted, and that is theirs',
      POOL,
      { from: 'B', kept: 'C' },
      { number: 'B', keeps: keeps('B', 'C', true) },
    ],
    ['who texts their own changes nothing', POOL, { from: 'C', kept: 'C' }, { number: 'C' }],
    ['one that left the pool is nobody’s', POOL, { kept: 'X' }, { number: 'A', keeps: keeps('A', 'X') }],
    ['also where it was texted', POOL, { from: 'X', kept: 'C' }, { number: 'C' }],
    ['a pool without numbers has none', [], { kept: 'C' }, undefined],
    ['a new person gets none that fails', A_FAILS, {}, { number: 'B', keeps: keeps('B') }],
    ['nobody leaves theirs because it fails', A_FAILS, { kept: 'A' }, { number: 'A' }],
    [
      'but where the program lets them, for this once',
      A_FAILS,
      { kept: 'A', mayFailOver: true },
      { number: 'B' },
    ],
    ['nor while it is well', POOL, { kept: 'C', mayFailOver: true }, { number: 'C' }],
    [
      'also for an answer; the texted one is theirs',
      A_FAILS,
      { from: 'A', mayFailOver: true },
      { number: 'B', keeps: keeps('A', undefined, true) },
    ],
    [
      'where all fail there is no other',
      [member('A', 0.9, true), member('B', 0.5, true)],
      { kept: 'B', mayFailOver: true },
      { number: 'B' },
    ],
    ['and a new person gets one of them', [member('A', 0.9, true)], {}, { number: 'A', keeps: keeps('A') }],
  ];

  it.each(rows)('%s', (_, pool, wanted, place) => {
    expect(placeInPool(pool, { mayFailOver: false, ...wanted })).toEqual(place);
  });
});
