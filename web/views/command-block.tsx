/** The command that sends a first request, ready to copy. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../locales/locale.ts';
import { CopyIcon } from './copy-button.tsx';
import { Choice } from './choice.tsx';

const clients = [
  { id: 'curl', label: 'curl' },
  { id: 'httpie', label: 'HTTPie' },
  { id: 'fetch', label: 'fetch' },
] as const;
type Client = (typeof clients)[number]['id'];

type Piece = readonly [look: '' | 'f-' | 's-' | 'w-', text: string];

const commands: Record<Client, (url: string) => readonly Piece[]> = {
  curl: (url) => [
    ['f-', 'curl'],
    ['', ` ${url} \\\n  -H `],
    ['s-', "'Content-Type: application/json'"],
    ['', ' \\\n  -d '],
    ['s-', `'{"hello":"webhook"}'`],
  ],
  httpie: (url) => [
    ['f-', 'http'],
    ['', ` POST ${url} \\\n  hello=webhook`],
  ],
  fetch: (url) => [
    ['w-', 'await'],
    ['', ' '],
    ['f-', 'fetch'],
    ['', '('],
    ['s-', `'${url}'`],
    ['', ', {\n  method: '],
    ['s-', "'POST'"],
    ['', ',\n  headers: { '],
    ['s-', "'content-type'"],
    ['', ': '],
    ['s-', "'application/json'"],
    ['', ' },\n  body: JSON.'],
    ['f-', 'stringify'],
    ['', '({ hello: '],
    ['s-', "'webhook'"],
    ['', ' }),\n});'],
  ],
};

/** The command for a hook URL. */
export function CommandBlock({ url, children }: { url: string; children: ComponentChildren }) {
  const words = t.value.bins;
  const client = useSignal<Client>('curl');
  const pieces = commands[client.value](url);
  return (
    <>
      <div class="th">
        <span class="muted small">{children}</span>
        <span class="grow" />
        <Choice
          label={words.client}
          options={clients}
          value={client.value}
          onChange={(id) => (client.value = id)}
        />
      </div>
      <div class="cmd">
        <pre tabIndex={0} aria-label={words.command}>
          {pieces.map(([look, text]) => (look ? <span class={look}>{text}</span> : text))}
        </pre>
        <CopyIcon
          label={words.copyCommand}
          what={words.command}
          text={pieces.map(([, text]) => text).join('')}
          small={false}
        />
      </div>
    </>
  );
}
