import { useState } from 'preact/hooks';
import { accessKey } from './access-key.js';
import type { Refusal } from './api.js';
import { identityProvider, signInHref } from './session.js';

/** Leads to the identity provider, or asks for a key, where the console lets in only who has one; says what is wrong. */
export function SignIn({ refusal, retry }: { refusal: Refusal; retry: () => void }) {
  const [key, setKey] = useState('');
  const provider = identityProvider();
  const wantsKey = refusal.code === 'UNAUTHENTICATED' || refusal.code === 'FORBIDDEN';
  return (
    <main class="centred card">
      <h1>Parley</h1>
      <p role="alert">
        {wantsKey && accessKey.get() === undefined
          ? provider === undefined
            ? 'Who may look has an API key or a token.'
            : `Who may look signs in by ${provider}, or has an API key or a token.`
          : refusal.message}
      </p>
      {wantsKey && provider !== undefined && (
        <p>
          <a class="button" href={signInHref(location.hash)}>
            Sign in with {provider}
          </a>
        </p>
      )}
      {refusal.code === 'ACCESS_CLOSED' && (
        <p class="quiet">Until then the link that the console’s log holds since its start lets in once.</p>
      )}
      {wantsKey ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            accessKey.set(key.trim());
            retry();
          }}
        >
          <label>
            API key
            <input
              type="password"
              autocomplete="off"
              required
              value={key}
              onInput={(event) => setKey(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class={provider === undefined ? undefined : 'plain'}>
            {provider === undefined ? 'Sign in' : 'Sign in with the key'}
          </button>
        </form>
      ) : (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </main>
  );
}
