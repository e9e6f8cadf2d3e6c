/** Asks for the access token when the server wants one. */
import { useSignal } from '@preact/signals';
import { Logo } from './icon.tsx';

/** A form with one field; the token stays in this tab. */
export function TokenForm({ refused, onToken }: { refused: boolean; onToken: (token: string) => void }) {
  const value = useSignal('');
  return (
    <main class="home" id="main">
      <form
        class="card token"
        onSubmit={(event) => {
          event.preventDefault();
          if (value.value.trim()) onToken(value.value.trim());
        }}
      >
        <span class="brand">
          <Logo />
          Hookglass
        </span>
        <h1>Access token needed</h1>
        <p class="muted">
          This Hookglass was started with <code>--token</code>. The token is kept in this tab only.
        </p>
        <label for="token">Access token</label>
        <input
          id="token"
          class="in mono"
          type="password"
          autocomplete="off"
          autofocus
          value={value.value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
        {refused && <p role="alert">That is not the token of this server.</p>}
        <button type="submit" class="btn pri lg">
          Open Hookglass
        </button>
      </form>
    </main>
  );
}
