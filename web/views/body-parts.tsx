/** The parts of a multipart body, some at a time: ten thousand of them stay usable. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Part } from '../../server/multipart.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { BodyPart } from './body-part.tsx';
import { Icon } from './icon.tsx';

const perPage = 50;

interface BodyPartsProps {
  parts: readonly Part[];
  bytes: Uint8Array<ArrayBuffer>;
  whole: boolean;
  onFilter: (term: string) => void;
}

/** The parts whose name or file name holds what is written in the field. */
export function BodyParts({ parts, bytes, whole, onFilter }: BodyPartsProps) {
  const words = late.value.body;
  const first = useSignal(0);
  const wanted = useSignal('');
  const chosen = useMemo(() => {
    const numbered = parts.map((part, index) => ({ part, number: index + 1 }));
    const text = wanted.value.toLowerCase();
    return numbered.filter(({ part }) =>
      `${part.name ?? ''}\n${part.fileName ?? ''}`.toLowerCase().includes(text),
    );
  }, [parts, wanted.value]);
  const shown = chosen.slice(first.value, first.value + perPage);
  const step = (offset: number) =>
    (first.value = Math.max(0, Math.min(chosen.length - 1, first.value + offset)));
  return (
    <div class="parts scrolls" tabIndex={0} role="region" aria-label={words.partsLabel}>
      {parts.length > perPage && (
        <div class="parts-bar">
          <div class="find">
            <Icon name="search" size="s" />
            <input
              class="in"
              aria-label={words.findPart}
              placeholder={words.findPart}
              value={wanted.value}
              onInput={({ currentTarget }) => {
                wanted.value = currentTarget.value;
                first.value = 0;
              }}
            />
          </div>
          <span class="grow" />
          <span class="muted small num">
            {words.partsShown(
              formatCount(chosen.length && first.value + 1),
              formatCount(first.value + shown.length),
              formatCount(chosen.length),
            )}
          </span>
          <button
            type="button"
            class="icb sm"
            disabled={first.value === 0}
            aria-label={words.previousParts}
            title={words.previousParts}
            onClick={() => step(-perPage)}
          >
            <Icon name="left" size="s" />
          </button>
          <button
            type="button"
            class="icb sm"
            disabled={first.value + perPage >= chosen.length}
            aria-label={words.nextParts}
            title={words.nextParts}
            onClick={() => step(perPage)}
          >
            <Icon name="right" size="s" />
          </button>
        </div>
      )}
      {shown.map(({ part, number }) => (
        <BodyPart
          key={number}
          part={part}
          number={number}
          bytes={bytes}
          isCut={!whole && number === parts.length}
          onFilter={onFilter}
        />
      ))}
    </div>
  );
}
