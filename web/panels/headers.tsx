/** Headers as they arrived: order, case and repeats. */
import { useSignal } from '@preact/signals';
import type { CapturedRequest, HeaderPair } from '../../server/contract.ts';
import { decodeBinary } from '../decode.ts';
import { Choice } from '../views/choice.tsx';
import { CopyButton, CopyIcon } from '../views/copy-button.tsx';
import { Icon } from '../views/icon.tsx';
import { Empty } from '../views/problem.tsx';
import type { Panel, PanelProps } from './panel.ts';

interface HeaderRow {
  index: number;
  name: string;
  value: string;
  /** Which of how many of the same name. */
  nth: number;
  of: number;
}

const orders = [
  { id: 'arrival', label: 'As received' },
  { id: 'name', label: 'A–Z' },
] as const;

/** Header pairs with their place among those of the same name. Pure. */
export function headerRows(pairs: readonly HeaderPair[]): HeaderRow[] {
  const seen = new Map<string, number>();
  const rows = pairs.map(([name, value], index) => {
    const nth = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), nth);
    return { index, name: decodeBinary(name), value: decodeBinary(value), nth, key: name.toLowerCase() };
  });
  return rows.map(({ key, ...row }) => ({ ...row, of: seen.get(key) ?? 1 }));
}

const asText = (rows: readonly HeaderRow[]) => rows.map(({ name, value }) => `${name}: ${value}`).join('\n');

function Headers({ request }: PanelProps) {
  const find = useSignal('');
  const order = useSignal<'arrival' | 'name'>('arrival');
  const all = headerRows(request.headers);
  const word = find.value.toLowerCase();
  const found = all.filter(({ name, value }) => `${name}: ${value}`.toLowerCase().includes(word));
  const shown =
    order.value === 'arrival' ? found : found.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return (
    <>
      <div class="tool">
        <div class="find">
          <Icon name="search" size="s" />
          <input
            class="in"
            placeholder="Find a header"
            aria-label="Find a header"
            value={find.value}
            onInput={(event) => (find.value = event.currentTarget.value)}
            onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
          />
        </div>
        <Choice label="Order" options={orders} value={order.value} onChange={(id) => (order.value = id)} />
        <span class="grow" />
        <span class="muted no-m small">Case, order and repeats are kept</span>
        <CopyButton text={() => asText(shown)} what="Headers">
          Copy all
        </CopyButton>
      </div>
      {shown.length ? (
        <HeaderTable rows={shown} label="Headers" />
      ) : (
        <Empty icon="search" title={all.length ? 'No header matches' : 'No headers'} />
      )}
      <Trailers request={request} />
    </>
  );
}

function Trailers({ request: { trailers } }: { request: CapturedRequest }) {
  if (!trailers.length) return null;
  return (
    <section class="trailers">
      <h2>Trailers, sent after the body</h2>
      <HeaderTable rows={headerRows(trailers)} label="Trailers" />
    </section>
  );
}

function HeaderTable({ rows, label }: { rows: readonly HeaderRow[]; label: string }) {
  return (
    <table class="kv" aria-label={label}>
      <thead>
        <tr>
          <th>#</th>
          <th class="nm">Name</th>
          <th>Value</th>
          <th class="ac">
            <span class="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ index, name, value, nth, of }) => (
          <tr key={index}>
            <td>{index + 1}</td>
            <td class="nm">
              {name}
              {of > 1 && (
                <span class="tag repeat" title={`This header was sent ${of} times`}>
                  {nth}/{of}
                </span>
              )}
            </td>
            <td class="vl">{value || <span class="muted">(empty)</span>}</td>
            <td class="ac">
              <CopyIcon label={`Copy value of ${name}`} text={value} what={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The headers tab. */
export const headers: Panel = {
  id: 'headers',
  label: () => 'Headers',
  count: (request) => request.headers.length + request.trailers.length,
  View: Headers,
};
