/** Asks for the access token when the server wants one. */
import { useSignal } from '@preact/signals';
import { t } from '../locales/locale.ts';
import { Logo } from './icon.tsx';

/** A form with one field; the token stays in this tab. */
export function TokenForm({ refused, onToken }: { refused: boolean; onToken: (token: string) => void }) {
  const value = useSignal('');
  const words = t.value.token;
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
        <h1>{words.title}</h1>
        <p class="muted">{words.why(<code>--token</code>)}</p>
        <label for="token">{words.label}</label>
        <input
          id="token"
          class="in mono"
          type="password"
          autocomplete="off"
          autofocus
          value={value.value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
        {refused && <p role="alert">{words.refused}</p>}
        <button type="submit" class="btn pri lg">
          {words.open}
        </button>
      </form>
    </main>
  );
}
