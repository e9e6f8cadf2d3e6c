/** The headers of a request that is edited: pairs in their order, repeats too. */
import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../views/icon.tsx';
import { type HeaderRow, isRebuilt } from './edited-headers.ts';
import type { ReplayModel } from './replay-model.ts';
import { w } from './words.ts';

/** What it needs to know of the request that is edited. */
export type HeadersModel = Pick<ReplayModel, 'setRows' | 'host'> & {
  [Key in 'rows' | 'failure' | 'wrongRow']: ReadonlySignal<ReplayModel[Key]['value']>;
};

/** The rows. What is made anew for each connection is not among them. */
export function HeadersField({ model }: { model: HeadersModel }) {
  const { rows, setRows, host, failure, wrongRow } = model;
  const list = useRef<HTMLDivElement>(null);
  const words = w.value.replay;
  const shown = rows.value.filter(({ name, from }) => !(from && isRebuilt(name, host.value)));
  const focusOn = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  const add = () => {
    const key = Math.max(0, ...rows.peek().map((row) => row.key)) + 1;
    setRows([...rows.peek(), { key, name: '', value: '', from: null }]);
    focusOn(`[data-key="${key}"] input`);
  };
  const remove = (row: HeaderRow) => {
    const next = shown[shown.indexOf(row) + 1] ?? shown[shown.indexOf(row) - 1];
    setRows(rows.peek().filter(({ key }) => key !== row.key));
    if (next) focusOn(`[data-key="${next.key}"] input`);
  };
  /** Beside the next row that is shown: those that are not shown keep their places. */
  const move = (row: HeaderRow, offset: 1 | -1) => {
    const other = shown[shown.indexOf(row) + offset];
    if (!other) return;
    setRows(rows.peek().map((one) => (one === row ? other : one === other ? row : one)));
    focusOn(`[data-key="${row.key}"] [data-move="${offset}"]`);
  };
  const set = (row: HeaderRow, change: Partial<HeaderRow>) =>
    setRows(rows.peek().map((one) => (one.key === row.key ? { ...one, ...change } : one)));
  const problem =
    wrongRow.value === null
      ? null
      : (failure.value?.message ?? '').replace(/^(?:edit|request)\.[\w.]+: /, '');
  return (
    <div class="fld" role="group" aria-labelledby="replay-headers">
      <span class="lbl">
        <span class="grow" id="replay-headers">
          {words.headers}
        </span>
        <button type="button" class="btn sm ghost" onClick={add}>
          <Icon name="plus" size="s" />
          {words.addHeader}
        </button>
      </span>
      <div class="pairs-edit" ref={list}>
        {shown.map((row, at) => (
          <div class="pr" key={row.key} data-key={row.key}>
            <input
              aria-label={words.headerName(at + 1)}
              aria-invalid={wrongRow.value === row.key}
              aria-describedby={wrongRow.value === row.key ? 'replay-header-wrong' : undefined}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              value={row.name}
              onInput={({ currentTarget }) => set(row, { name: currentTarget.value })}
            />
            <input
              aria-label={words.headerValue(row.name || String(at + 1))}
              autocomplete="off"
              spellcheck={false}
              value={row.value}
              onInput={({ currentTarget }) => set(row, { value: currentTarget.value })}
            />
            <RowButton
              icon="up"
              label={words.moveUp(row.name)}
              move={-1}
              isOff={at === 0}
              run={() => move(row, -1)}
            />
            <RowButton
              icon="down"
              label={words.moveDown(row.name)}
              move={1}
              isOff={at === shown.length - 1}
              run={() => move(row, 1)}
            />
            <RowButton icon="x" label={words.removeHeader(row.name)} run={() => remove(row)} />
          </div>
        ))}
      </div>
      {problem !== null && (
        <span class="wrong" id="replay-header-wrong" role="alert">
          {problem}
        </span>
      )}
      <span class="hint">{words.rebuilt}</span>
    </div>
  );
}

interface RowButtonProps {
  icon: 'up' | 'down' | 'x';
  label: string;
  move?: 1 | -1;
  isOff?: boolean;
  run: () => void;
}

const RowButton = ({ icon, label, move, isOff = false, run }: RowButtonProps) => (
  <button
    type="button"
    class="icb sm"
    aria-label={label}
    title={label}
    aria-disabled={isOff}
    data-move={move}
    onClick={run}
  >
    <Icon name={icon} size="s" />
  </button>
);
