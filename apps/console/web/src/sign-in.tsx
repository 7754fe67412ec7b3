import { useState } from 'preact/hooks';
import { accessKey } from './access-key.js';
import type { Refusal } from './api.js';

/** Asks for a key where the console lets in only who has one; says what is wrong otherwise. */
export function SignIn({ refusal, retry }: { refusal: Refusal; retry: () => void }) {
  const [key, setKey] = useState('');
  const wantsKey = refusal.code === 'UNAUTHENTICATED' || refusal.code === 'FORBIDDEN';
  return (
    <main class="centred card">
      <h1>Parley</h1>
      <p role="alert">
        {wantsKey && accessKey.get() === undefined
          ? 'Who may look has an API key or a token.'
          : refusal.message}
      </p>
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
          <button type="submit">Sign in</button>
        </form>
      ) : (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </main>
  );
}
