/** A body that is not there yet, or did not come. */
import { late } from '../late/words.ts';
import type { BodyState } from '../open-request.ts';
import { Problem } from './problem.tsx';

/** A skeleton or the cause. */
export function BodyWait({ body }: { body: Exclude<BodyState, { state: 'ready' }> }) {
  if (body.state === 'failed')
    return <Problem title={late.value.body.notLoaded} failure={body.failure} onRetry={body.retry} />;
  return (
    <div class="wait" aria-busy="true" aria-label={late.value.body.loading}>
      <i class="sk1 w60" />
      <i class="sk1 w40" />
      <i class="sk1 w52" />
    </div>
  );
}
