/** A bin that does not exist, and how to make it exist. */
import { useSignal } from '@preact/signals';
import { type ApiFailure, api, failureText, toFailure } from '../api.ts';
import { isBinId } from '../bin-draft.ts';
import { t } from '../locales/locale.ts';
import { Empty } from './problem.tsx';

/** Offers to create the bin of the address. */
export function UnknownBin({ id, onCreated }: { id: string; onCreated: () => void }) {
  const words = t.value.bins;
  const canExist = isBinId(id);
  const failure = useSignal<ApiFailure | null>(null);
  const create = () => {
    api.createBin({ id }).then(onCreated, (cause: unknown) => {
      failure.value = toFailure(cause);
    });
  };
  return (
    <main class="home" id="main" tabIndex={-1}>
      <Empty icon="inbox" title={words.unknown(id)}>
        <p>{canExist ? words.unknownHint : words.badName}</p>
        <span class="row-of-buttons">
          {canExist && (
            <button type="button" class="btn pri" onClick={create}>
              {words.createNamed(id)}
            </button>
          )}
          <a class="btn" href="/">
            {words.all}
          </a>
        </span>
        {failure.value && <p role="alert">{failureText(failure.value)}</p>}
      </Empty>
    </main>
  );
}
