/** The headers of an answer, in the order in which they are sent. */
import { useRef } from 'preact/hooks';
import type { HeaderPair } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import { Wrong } from '../wrong.tsx';
import type { Editing } from './editing.ts';

interface HeadersEditorProps {
  editing: Editing;
  headers: readonly HeaderPair[];
  onChange: (headers: HeaderPair[]) => void;
}

const common = [
  'content-type',
  'retry-after',
  'location',
  'cache-control',
  'set-cookie',
  'www-authenticate',
  'access-control-allow-origin',
];

/** The rows; an empty one is left out when it is saved. */
export function HeadersEditor({ editing, headers, onChange }: HeadersEditorProps) {
  const list = useRef<HTMLDivElement>(null);
  const words = said.value;
  const add = () => {
    onChange([...headers, ['', '']]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('.hr:last-child input')?.focus());
  };
  const remove = (at: number) => {
    onChange(headers.toSpliced(at, 1));
    requestAnimationFrame(() => {
      const next = list.current?.querySelectorAll<HTMLElement>('.hr button');
      (next?.[Math.min(at, next.length - 1)] ?? document.getElementById(editing.id('add-header')))?.focus();
    });
  };
  return (
    <div class="fld" role="group" aria-labelledby={editing.id('headers')}>
      <span class="lbl" id={editing.id('headers')}>
        <span class="grow">{words.headers}</span>
        <button type="button" class="btn sm ghost" id={editing.id('add-header')} onClick={add}>
          <Icon name="plus" size="s" />
          {words.addHeader}
        </button>
      </span>
      {headers.length > 0 && (
        <div class="hed" ref={list}>
          {headers.map((pair, at) => (
            <HeaderRow
              key={at}
              editing={editing}
              pair={pair}
              at={at}
              onChange={(next) => onChange(headers.with(at, next))}
              onRemove={() => remove(at)}
            />
          ))}
        </div>
      )}
      <datalist id={editing.id('header-names')}>
        {common.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {headers.map((_, at) =>
        ([0, 1] as const).map((part) => (
          <Wrong
            key={`${at}.${part}`}
            id={editing.id(`headers.${at}.${part}.wrong`)}
            text={editing.wrong(`headers.${at}.${part}`)}
          />
        )),
      )}
    </div>
  );
}

interface HeaderRowProps {
  editing: Editing;
  pair: HeaderPair;
  at: number;
  onChange: (pair: HeaderPair) => void;
  onRemove: () => void;
}

function HeaderRow({ editing, pair: [name, value], at, onChange, onRemove }: HeaderRowProps) {
  const words = said.value;
  const about = (part: 0 | 1) => {
    const field = `headers.${at}.${part}`;
    const isWrong = editing.wrong(field) !== null;
    return { 'aria-invalid': isWrong, ...(isWrong && { 'aria-describedby': editing.id(`${field}.wrong`) }) };
  };
  return (
    <div class="hr">
      <input
        aria-label={words.headerName(at + 1)}
        list={editing.id('header-names')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={name}
        {...about(0)}
        onInput={({ currentTarget }) => onChange([currentTarget.value, value])}
      />
      <input
        aria-label={words.headerValue(at + 1)}
        autocomplete="off"
        spellcheck={false}
        value={value}
        {...about(1)}
        onInput={({ currentTarget }) => onChange([name, currentTarget.value])}
      />
      <button
        type="button"
        class="icb"
        aria-label={words.removeHeader(name || String(at + 1))}
        onClick={onRemove}
      >
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}
