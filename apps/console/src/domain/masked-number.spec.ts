import { maskedNumber } from './masked-number.js';

it.each([
  ['+14155550101', '+1•••••0101'],
  ['+4915112345678', '+4•••••5678'],
  ['+123456', '•••••••'],
])('%s is shown as %s to who may not see it', (number, shown) => {
  expect(maskedNumber(number)).toBe(shown);
});
