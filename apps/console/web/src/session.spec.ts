import { signInHref } from './session.js';

describe('where signing in by the identity provider begins', () => {
  it.each([
    ['', ''],
    ['#/conversations/4f', '#/conversations/4f'],
    ['#/campaigns/autumn%20sale', '#/campaigns/autumn%20sale'],
    ['#/consent/%2B14155550101', '#/consent'],
  ])('from %j goes on at %j, without a number', (hash, to) => {
    const url = new URL(signInHref(hash), 'https://parley.example.com');
    expect([url.pathname, url.searchParams.get('to')]).toEqual(['/sign-in/oidc', to]);
  });
});
