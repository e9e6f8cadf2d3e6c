/** The cookies of a request. */
import { useSignal } from '@preact/signals';
import { cookiesOf, type Jwt, readJwt } from '../cookies.ts';
import { t } from '../locales/locale.ts';
import { CopyButton } from '../views/copy-button.tsx';
import { PaintedJson } from '../views/painted.tsx';
import { PairsTable } from '../views/pairs-table.tsx';
import { Empty } from '../views/problem.tsx';
import type { Panel, PanelProps } from './panel.ts';

function Cookies({ request }: PanelProps) {
  const pairs = cookiesOf(request.headers);
  const words = t.value.cookies;
  if (!pairs.length) return <Empty icon="file" title={words.none} />;
  const tokens = pairs.flatMap(({ name, value }) => {
    const jwt = readJwt(value);
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
  const words = t.value.cookies;
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
          {[jwt.header, jwt.payload].map((text, at) => (
            <pre key={at}>
              <PaintedJson text={text} />
            </pre>
          ))}
        </>
      )}
    </section>
  );
}

/** The cookies tab. */
export const cookies: Panel = {
  id: 'cookies',
  label: () => t.value.cookies.tab,
  shown: ({ headers }) => cookiesOf(headers).length > 0,
  count: ({ headers }) => cookiesOf(headers).length,
  View: Cookies,
};
