import { frequencyWords } from './frequency.words.js';

describe('how often a program texts', () => {
  it.each([
    ['Welcome to the Sweater Club! Up to 4 msgs/month. Msg & data rates may apply.', 'Up to 4 msgs/month.'],
    ['Bread Alerts: 1 msg/day. Msg & data rates may apply.', '1 msg/day.'],
    ['Hi, we send about 2 texts a week. Msg & data rates may apply.', 'About 2 texts a week.'],
    ['12 messages per year, no more', '12 messages per year.'],
    ['Recurring msgs. Msg & data rates may apply.', 'Msg frequency varies.'],
    ['Msg & data rates may apply. 20 sweaters a day!', 'Msg frequency varies.'],
    ['club: welcome', 'Msg frequency varies.'],
  ])('%s', (welcome, words) => expect(frequencyWords(welcome)).toBe(words));
});
