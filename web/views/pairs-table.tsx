/** Names and values, raw and decoded, in the order they were sent. */
import type { FormPair } from '../decode.ts';
import { CopyIcon } from './copy-button.tsx';

const most = 2_000;

/** The table. Repeats stay repeats. */
export function PairsTable({ pairs, name }: { pairs: readonly FormPair[]; name: string }) {
  return (
    <>
      <table class="kv">
        <thead>
          <tr>
            <th>#</th>
            <th class="nm">{name}</th>
            <th>Value, decoded</th>
            <th class="ac">
              <span class="sr">Actions</span>
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
                <CopyIcon label={`Copy value of ${pair.name}`} text={pair.value} what="Value" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > most && (
        <p class="muted small cut">
          The first {most} of {pairs.length} are shown. Raw has all.
        </p>
      )}
    </>
  );
}

function Decoded({ text, raw }: { text: string; raw: string }) {
  return (
    <>
      {text || <span class="muted">(empty)</span>}
      {raw !== text && <span class="as-sent">{raw}</span>}
    </>
  );
}
