/** Names and values, raw and decoded, in the order they were sent. */
import { useEffect, useRef } from 'preact/hooks';
import type { FormPair } from '../decode.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { CopyIcon } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { Tokens } from './painted.tsx';
import { visible } from './visible-text.tsx';

/** Pairs that are drawn. */
export const mostPairs = 2_000;

interface PairsTableProps {
  pairs: readonly FormPair[];
  /** What a name is called here. */
  name: string;
  onFilter?: (value: string) => void;
  /** Text that is marked. */
  mark?: string;
  /** The pair to be seen, from 0. */
  current?: number | null;
}

/** The table. Repeats stay repeats. */
export function PairsTable({ pairs, name, onFilter, mark = '', current = null }: PairsTableProps) {
  const { body: words, common } = t.value;
  const table = useRef<HTMLTableElement | null>(null);
  useEffect(() => {
    if (current !== null) table.current?.tBodies[0]?.rows[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <>
      <table class="kv" ref={table}>
        <thead>
          <tr>
            <th>#</th>
            <th class="nm">{name}</th>
            <th>{words.decodedValue}</th>
            <th class="ac">
              <span class="sr">{common.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.slice(0, mostPairs).map((pair, index) => (
            <tr key={index} data-current={index === current ? '' : undefined}>
              <td>{index + 1}</td>
              <td class="nm">
                <Decoded text={pair.name} raw={pair.rawName} mark={mark} />
              </td>
              <td class="vl">
                <Decoded text={pair.value} raw={pair.rawValue} mark={mark} />
              </td>
              <td class="ac">
                {onFilter && (
                  <button
                    type="button"
                    class="icb sm"
                    aria-label={words.filterByValueOf(pair.name)}
                    title={words.filterByValue}
                    onClick={() => onFilter(pair.value)}
                  >
                    <Icon name="filter" size="s" />
                  </button>
                )}
                <CopyIcon label={common.copyValueOf(pair.name)} text={pair.value} what={words.value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > mostPairs && (
        <p class="muted small cut">{words.firstPairs(formatCount(mostPairs), formatCount(pairs.length))}</p>
      )}
    </>
  );
}

function Decoded({ text, raw, mark }: { text: string; raw: string; mark: string }) {
  return (
    <>
      {text ? (
        <bdi>
          <Tokens tokens={[['plain', text]]} mark={mark} />
        </bdi>
      ) : (
        <span class="muted">{t.value.common.empty}</span>
      )}
      {raw !== text && <span class="as-sent">{visible(raw)}</span>}
    </>
  );
}
