import { pathOf, roundTop } from './scale.js';

it.each([
  [0, 1],
  [7, 10],
  [11, 20],
  [201, 250],
  [251, 500],
  [999_999, 1_000_000],
])('an axis for %d ends at %d', (most, top) => {
  expect(roundTop(most)).toBe(top);
});

it('a line goes from the first value to the last, the greatest at the top', () => {
  expect(pathOf([0, 5, 10], 10, 100, 40)).toBe('M0.0,40.0 L50.0,20.0 L100.0,0.0');
  expect(pathOf([10], 10, 100, 40)).toBe('M0.0,0.0');
});
