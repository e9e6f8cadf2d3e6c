/** A bin that does not exist, and how to make it exist. */
import { useSignal } from '@preact/signals';
import { type ApiFailure, api, failureText, toFailure } from '../api.ts';
import { Empty } from './problem.tsx';

/** Offers to create the bin of the address. */
export function UnknownBin({ id, onCreated }: { id: string; onCreated: () => void }) {
  const failure = useSignal<ApiFailure | null>(null);
  const create = () => {
    api.createBin({ id }).then(onCreated, (cause: unknown) => {
      failure.value = toFailure(cause);
    });
  };
  return (
    <main class="home" id="main" tabIndex={-1}>
      <Empty icon="inbox" title={`There is no bin “${id}”`}>
        <p>It may have been deleted. Create it here, and its hook URL starts to listen.</p>
        <span class="row-of-buttons">
          <button type="button" class="btn pri" onClick={create}>
            Create “{id}”
          </button>
          <a class="btn" href="/">
            All bins
          </a>
        </span>
        {failure.value && <p role="alert">{failureText(failure.value)}</p>}
      </Empty>
    </main>
  );
}
