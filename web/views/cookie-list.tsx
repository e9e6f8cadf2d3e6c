/** Cookies one by one, and the tokens in them. */
import { useSignal } from '@preact/signals';
import { cookiesOf } from '../cookies.ts';
import { decodeUtf8 } from '../decode.ts';
import { late } from '../late/words.ts';
import type { PanelProps } from '../panels/panel.ts';
import { decodeJwt } from '../renderers/hints.ts';
import { CopyButton } from './copy-button.tsx';
import { PaintedJson } from './painted.tsx';
import { PairsTable } from './pairs-table.tsx';
import { Empty } from './problem.tsx';

type Jwt = NonNullable<ReturnType<typeof decodeJwt>>;

/** The table and, on demand, what JSON Web Tokens say. */
export function CookieList({ request }: PanelProps) {
  const pairs = cookiesOf(request.headers);
  const words = late.value.cookies;
  if (!pairs.length) return <Empty icon="file" title={words.none} />;
  const tokens = pairs.flatMap(({ name, value }) => {
    const jwt = decodeJwt(value);
    return jwt ? [{ name, jwt }] : [];
  });
  return (
    <>
      <div class="tool">
        <span class="muted small">{words.asSent}</span>
        <span class="grow" />
        <CopyButton
          text={() => pairs.map(({ rawName, rawValue }) => `${rawName}=${rawValue}`).join('; ')}
          what={words.tab}
        >
          {words.copyAll}
        </CopyButton>
      </div>
      <PairsTable pairs={pairs} name={words.name} />
      {tokens.map(({ name, jwt }, at) => (
        <Token key={at} name={name} jwt={jwt} />
      ))}
    </>
  );
}

/** A JSON Web Token, opened on demand. */
function Token({ name, jwt }: { name: string; jwt: Jwt }) {
  const open = useSignal(false);
  const words = late.value.cookies;
  return (
    <section class="jwt">
      <button
        type="button"
        class="btn sm"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        {words.jwt(name)}
      </button>
      {open.value && (
        <>
          <p class="muted small">{words.unchecked}</p>
          {[jwt.header, jwt.payload].map((bytes, at) => (
            <pre key={at}>
              <PaintedJson text={decodeUtf8(bytes) ?? ''} />
            </pre>
          ))}
        </>
      )}
    </section>
  );
}
