/** Headers as they arrived: order, case and repeats. */
import { useSignal } from '@preact/signals';
import type { CapturedRequest, HeaderPair } from '../../server/contract.ts';
import { decodeBinary } from '../decode.ts';
import { headerRole, headerTopic } from '../header-notes.ts';
import { leaveField } from '../focus.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { namedTerm } from '../renderers/filter-term.ts';
import { Choice } from './choice.tsx';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { LongValue } from './long-value.tsx';
import { Empty } from './problem.tsx';
import { RowActions } from './row-actions.tsx';
import { Visible } from './visible-text.tsx';
import type { PanelProps } from '../panels/panel.ts';

interface HeaderRow {
  index: number;
  name: string;
  value: string;
  /** Which of how many of the same name. */
  nth: number;
  of: number;
  /** How bytes above 127 were read; null when there are none. */
  charset: 'UTF-8' | 'latin1' | null;
}

/** Header pairs with their place among those of the same name. Pure. */
export function headerRows(pairs: readonly HeaderPair[]): HeaderRow[] {
  const seen = new Map<string, number>();
  const rows = pairs.map(([name, value], index) => {
    const key = name.toLowerCase();
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const [readName, readValue] = [decodeBinary(name), decodeBinary(value)];
    return { index, name: readName, value: readValue, charset: charsetOf(value, readValue), nth, key };
  });
  return rows.map(({ key, ...row }) => ({ ...row, of: seen.get(key) ?? 1 }));
}

function charsetOf(sent: string, read: string): HeaderRow['charset'] {
  if (!/[\u0080-\u00ff]/.test(sent)) return null;
  return sent === read ? 'latin1' : 'UTF-8';
}

const lineOf = ({ name, value }: HeaderRow): string => `${name}: ${value}`;
const asText = (rows: readonly HeaderRow[]) => rows.map(lineOf).join('\n');

/** Where the signature was found, also by a scheme whose header nobody knows by name. */
const signedIn = ({ verification }: CapturedRequest): string | null =>
  verification[0]?.steps?.header?.header.toLowerCase() ?? null;

/** The tab's content. */
export function HeadersView({ request, onFilter }: PanelProps) {
  const find = useSignal('');
  const order = useSignal<'arrival' | 'name'>('arrival');
  const words = late.value.headers;
  const all = headerRows(request.headers);
  const word = find.value.toLowerCase();
  const found = all.filter((row) => lineOf(row).toLowerCase().includes(word));
  const shown =
    order.value === 'arrival' ? found : found.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return (
    <>
      <div class="tool">
        <div class="find">
          <Icon name="search" size="s" />
          <input
            class="in"
            placeholder={words.find}
            aria-label={words.find}
            value={find.value}
            onInput={(event) => (find.value = event.currentTarget.value)}
            onKeyDown={({ key, currentTarget }) => key === 'Escape' && leaveField(currentTarget)}
          />
        </div>
        <Choice
          label={words.order}
          options={[
            { id: 'arrival', label: words.asReceived },
            { id: 'name', label: words.byName },
          ]}
          value={order.value}
          onChange={(id) => (order.value = id)}
        />
        <span class="grow" />
        <span class="muted no-m small">{words.kept}</span>
        <CopyButton text={() => asText(shown)} what={words.tab}>
          {words.copyAll}
        </CopyButton>
      </div>
      {shown.length ? (
        <HeaderTable rows={shown} label={words.tab} signed={signedIn(request)} onFilter={onFilter} />
      ) : (
        <Empty icon="search" title={all.length ? words.noMatch : words.none} />
      )}
      <Trailers request={request} />
    </>
  );
}

function Trailers({ request: { trailers } }: { request: CapturedRequest }) {
  if (!trailers.length) return null;
  const words = late.value.headers;
  return (
    <section class="trailers">
      <h2>{words.trailersAfter}</h2>
      <HeaderTable rows={headerRows(trailers)} label={words.trailers} />
    </section>
  );
}

interface HeaderTableProps {
  rows: readonly HeaderRow[];
  label: string;
  /** In lower case: the header in which a verification found the signature. */
  signed?: string | null;
  /** Trailers cannot be filtered by. */
  onFilter?: (term: string) => void;
}

function HeaderTable({ rows, label, signed = null, onFilter }: HeaderTableProps) {
  const words = late.value.headers;
  return (
    <table class="kv" aria-label={label}>
      <thead>
        <tr>
          <th>#</th>
          <th class="nm">{words.name}</th>
          <th>{words.value}</th>
          <th class="ac">
            <span class="sr">{t.value.common.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.index} row={row} isSigned={row.name.toLowerCase() === signed} onFilter={onFilter} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: HeaderRow;
  isSigned: boolean;
  onFilter: HeaderTableProps['onFilter'];
}

function Row({ row, isSigned, onFilter }: RowProps) {
  const { index, name, value, nth, of, charset } = row;
  const words = late.value.headers;
  const role = isSigned ? 'signature' : headerRole(name);
  return (
    <tr class={role === null || role === 'time' ? '' : 'key'}>
      <td>{index + 1}</td>
      <td class="nm">
        <HeaderName name={name} />
        {of > 1 && (
          <span class="tag repeat" title={words.repeated(of)}>
            {nth}/{of}
          </span>
        )}
      </td>
      <td class="vl">
        <div class="vf">
          <span>
            <LongValue text={value} />
          </span>
          {role !== null && <span class="note">{words.roles[role]}</span>}
          {charset !== null && <span class="note">{words.readAs(charset)}</span>}
        </div>
      </td>
      <td class="ac">
        <RowActions
          name={name}
          value={value}
          line={lineOf(row)}
          term={namedTerm('header', name.toLowerCase(), value)}
          onFilter={onFilter}
        />
      </td>
    </tr>
  );
}

/** A known name says what it is for, on hover and with the focus on it. */
function HeaderName({ name }: { name: string }) {
  const topic = headerTopic(name);
  if (topic === null) return <Visible text={name} />;
  return (
    <span class="explained" tabIndex={0}>
      {name}
      <span class="tip" role="note">
        {late.value.headerTopics[topic]}
      </span>
    </span>
  );
}
