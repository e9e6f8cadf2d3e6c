/** Names and values, raw and decoded, in the order they were sent. */
import { useEffect, useRef } from 'preact/hooks';
import type { FormPair } from '../decode.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { LongValue } from './long-value.tsx';
import { Tokens } from './painted.tsx';
import { RowActions } from './row-actions.tsx';
import { visible } from './visible-text.tsx';

/** Pairs that are drawn. */
export const mostPairs = 2_000;

interface PairsTableProps {
  pairs: readonly FormPair[];
  /** What the names are. */
  name: string;
  /** The filter term that finds requests with this pair. */
  termOf?: (pair: FormPair) => string | null;
  onFilter?: (term: string) => void;
  /** Text that is marked. */
  mark?: string;
  /** The pair to be seen, from 0. */
  current?: number | null;
}

/** The table. Repeats stay repeats. */
export function PairsTable({ pairs, name, termOf, onFilter, mark = '', current = null }: PairsTableProps) {
  const words = late.value.rows;
  const counted = places(pairs.slice(0, mostPairs));
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
            <th>{words.decoded}</th>
            <th class="ac">
              <span class="sr">{t.value.common.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {counted.map(({ pair, nth, of }, index) => (
            <tr key={index} data-current={index === current ? '' : undefined}>
              <td>{index + 1}</td>
              <td class="nm">
                <Decoded text={pair.name} raw={pair.rawName} mark={mark} />
                {of > 1 && (
                  <span class="tag repeat" title={words.repeated(of)}>
                    {nth}/{of}
                  </span>
                )}
              </td>
              <td class="vl">
                <Decoded text={pair.value} raw={pair.rawValue} mark={mark} />
              </td>
              <td class="ac">
                <RowActions
                  name={pair.name}
                  value={pair.value}
                  line={`${pair.rawName}=${pair.rawValue}`}
                  term={termOf?.(pair) ?? null}
                  onFilter={onFilter}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > mostPairs && (
        <p class="muted small cut">{words.first(formatCount(mostPairs), formatCount(pairs.length))}</p>
      )}
    </>
  );
}

/** Pairs with their place among those of the same name. Pure. */
function places(pairs: readonly FormPair[]) {
  const seen = new Map<string, number>();
  const counted = pairs.map((pair) => {
    const nth = (seen.get(pair.name) ?? 0) + 1;
    seen.set(pair.name, nth);
    return { pair, nth };
  });
  return counted.map(({ pair, nth }) => ({ pair, nth, of: seen.get(pair.name) ?? 1 }));
}

function Decoded({ text, raw, mark }: { text: string; raw: string; mark: string }) {
  return (
    <>
      {mark && text ? (
        <bdi>
          <Tokens tokens={[['plain', text]]} mark={mark} />
        </bdi>
      ) : (
        <LongValue text={text} />
      )}
      {raw !== text && raw.length <= mostPairs && <span class="as-sent">{visible(raw)}</span>}
    </>
  );
}
