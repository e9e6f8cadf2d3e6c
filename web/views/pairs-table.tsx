/** Names and values, raw and decoded, in the order they were sent. */
import type { FormPair } from '../decode.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { CopyIcon } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { Visible, visible } from './visible-text.tsx';

const most = 2_000;

interface PairsTableProps {
  pairs: readonly FormPair[];
  /** What a name is called here. */
  name: string;
  onFilter?: (value: string) => void;
}

/** The table. Repeats stay repeats. */
export function PairsTable({ pairs, name, onFilter }: PairsTableProps) {
  const { body: words, common } = t.value;
  return (
    <>
      <table class="kv">
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
          {pairs.slice(0, most).map((pair, index) => (
            <tr key={index}>
              <td>{index + 1}</td>
              <td class="nm">
                <Decoded text={pair.name} raw={pair.rawName} />
              </td>
              <td class="vl">
                <Decoded text={pair.value} raw={pair.rawValue} />
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
      {pairs.length > most && (
        <p class="muted small cut">{words.firstPairs(formatCount(most), formatCount(pairs.length))}</p>
      )}
    </>
  );
}

function Decoded({ text, raw }: { text: string; raw: string }) {
  return (
    <>
      {text ? <Visible text={text} /> : <span class="muted">{t.value.common.empty}</span>}
      {raw !== text && <span class="as-sent">{visible(raw)}</span>}
    </>
  );
}
