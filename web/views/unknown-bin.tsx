/** A bin that does not exist, and how to make it exist. */
import { useSignal } from '@preact/signals';
import { type ApiFailure, api, failureText, toFailure } from '../api.ts';
import { Empty } from './problem.tsx';

/** Offers to create the bin of the address. */
export function UnknownBin({ id, onCreated }: { id: string; onCreated: () => void }) {
  const canExist = /^[a-z0-9][a-z0-9_-]{0,62}$/.test(id);
  const failure = useSignal<ApiFailure | null>(null);
  const create = () => {
    api.createBin({ id }).then(onCreated, (cause: unknown) => {
      failure.value = toFailure(cause);
    });
  };
  return (
    <main class="home" id="main" tabIndex={-1}>
      <Empty icon="inbox" title={`There is no bin “${id}”`}>
        <p>
          {canExist
            ? 'It may have been deleted. Create it here, and its hook URL starts to listen.'
            : 'No bin can be called so: a name is 1 to 63 of a-z, 0-9, - and _, beginning with a letter or a digit.'}
        </p>
        <span class="row-of-buttons">
          {canExist && (
            <button type="button" class="btn pri" onClick={create}>
              Create “{id}”
            </button>
          )}
          <a class="btn" href="/">
            All bins
          </a>
        </span>
        {failure.value && <p role="alert">{failureText(failure.value)}</p>}
      </Empty>
    </main>
  );
}
