/** Names and values, raw and decoded, in the order they were sent. */
import type { FormPair } from '../decode.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { LongValue } from './long-value.tsx';
import { RowActions } from './row-actions.tsx';
import { visible } from './visible-text.tsx';

const most = 2_000;

interface PairsTableProps {
  pairs: readonly FormPair[];
  /** What the names are. */
  name: string;
  /** The filter term that finds requests with this pair. */
  termOf?: (pair: FormPair) => string | null;
  onFilter?: (term: string) => void;
}

/** The table. Repeats stay repeats. */
export function PairsTable({ pairs, name, termOf, onFilter }: PairsTableProps) {
  const words = t.value.rows;
  const counted = places(pairs.slice(0, most));
  return (
    <>
      <table class="kv">
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
            <tr key={index}>
              <td>{index + 1}</td>
              <td class="nm">
                <Decoded text={pair.name} raw={pair.rawName} />
                {of > 1 && (
                  <span class="tag repeat" title={words.repeated(of)}>
                    {nth}/{of}
                  </span>
                )}
              </td>
              <td class="vl">
                <Decoded text={pair.value} raw={pair.rawValue} />
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
      {pairs.length > most && (
        <p class="muted small cut">{words.first(formatCount(most), formatCount(pairs.length))}</p>
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

function Decoded({ text, raw }: { text: string; raw: string }) {
  return (
    <>
      <LongValue text={text} />
      {raw !== text && raw.length <= most && <span class="as-sent">{visible(raw)}</span>}
    </>
  );
}
