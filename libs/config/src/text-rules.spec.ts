import {
  asksBirthDate,
  saysNoMore,
  isMarketing,
  saysContact,
  saysFrequency,
  saysRates,
  saysToText,
} from './text-rules.js';

describe('the words of texts', () => {
  it.each([
    'Msg & data rates may apply',
    'msg&data rates may apply.',
    'Message and data rates may apply',
    'Msgs & Data rates may apply',
  ])('rates: %s', (text) => expect(saysRates(text)).toBe(true));

  it.each(['Rates may vary', 'Msg and data', ''])('no rates: "%s"', (text) =>
    expect(saysRates(text)).toBe(false),
  );

  it.each([
    'Up to 4 msgs/month.',
    '4 messages per week',
    '2 texts a day',
    'Msg frequency varies.',
    'Recurring messages',
    'Our weekly letter',
    '1 alert every order',
    'Up to 8 texts',
  ])('a frequency: %s', (text) => expect(saysFrequency(text)).toBe(true));

  it.each(['Msg & data rates may apply.', 'Welcome to the club!', 'Text HELP for help'])(
    'no frequency: %s',
    (text) => expect(saysFrequency(text)).toBe(false),
  );

  it.each(['Reply HELP for help', 'HELP4INFO? no: HELP.', 'text "help" to us', 'Send help'])(
    'HELP: %s',
    (text) => expect(saysToText('HELP', text)).toBe(true),
  );

  it.each(['We are glad to help', 'HELPFUL', 'reply helpfully', ''])('no HELP: "%s"', (text) =>
    expect(saysToText('HELP', text)).toBe(false),
  );

  it('takes any word literally', () => {
    expect(saysToText('j.', 'Reply J. to join')).toBe(true);
    expect(saysToText('j.', 'Reply JA to join')).toBe(false);
  });

  it.each([
    '1-800-555-0100',
    '+1 (415) 555-0100',
    '1-800-SWEATERS',
    'a@b.example',
    'https://w.example/h',
    'warm.example',
  ])('a contact: %s', (text) => expect(saysContact(`Help: ${text}`)).toBe(true));

  it.each(['Call us', 'Text 12345', 'We care.', 'Help at 10 am'])('no contact: %s', (text) =>
    expect(saysContact(text)).toBe(false),
  );

  it.each([
    'you will get no more texts',
    'You are unsubscribed.',
    'You have opted out',
    'you won’t receive messages from us',
    'you will not be texted again',
    'Your alerts are stopped.',
    'You left the club.',
  ])('an end: %s', (text) => expect(saysNoMore(text)).toBe(true));

  it.each(['See you soon!', 'Thanks for your time', 'Reply START to rejoin'])('no end: %s', (text) =>
    expect(saysNoMore(text)).toBe(false),
  );

  it.each(['your birth date', 'date of birth', 'your DOB', 'birthday', 'When were you born?'])(
    'a birth date: %s',
    (text) => expect(asksBirthDate(text)).toBe(true),
  );

  it.each(['the date', 'Reply YES'])('no birth date: %s', (text) => expect(asksBirthDate(text)).toBe(false));

  it.each(['20% off', 'Save $5 by staying', 'use code WARM', 'Shop now', "Don't miss our sale"])(
    'marketing: %s',
    (text) => expect(isMarketing(text)).toBe(true),
  );

  it.each([
    'You left the Discount Club and will get no more offers.',
    'You are unsubscribed. Reply START to rejoin.',
    'No more deals from us.',
  ])('no marketing: %s', (text) => expect(isMarketing(text)).toBe(false));
});
