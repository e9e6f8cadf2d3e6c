/** Says which secrets would leave this machine, and offers to leave them out. */
import { Icon } from '../views/icon.tsx';
import type { ReplayModel } from './replay-model.ts';
import { w } from './words.ts';

/** Nothing while the target is on this machine. */
export function SecretsWarning({ model }: { model: ReplayModel }) {
  const { scope, url, isFar, secrets, leavesSecrets } = model;
  const words = w.value.replay;
  if (!isFar.value || !url.value) return null;
  const { host } = url.value;
  if (scope.what === 'many')
    return (
      <p class="banner boxed" role="note">
        <Icon name="warn" />
        <span>{words.farMany(host)}</span>
      </p>
    );
  if (secrets.value.length === 0) return null;
  return (
    <div class="banner boxed" role="note">
      <Icon name="warn" />
      <span>
        {words.far(host)} <b class="mono">{secrets.value.join(', ')}</b>
        <label class="check">
          <input
            type="checkbox"
            checked={leavesSecrets.value}
            onChange={({ currentTarget }) => (leavesSecrets.value = currentTarget.checked)}
          />
          {words.leaveOut}
        </label>
      </span>
    </div>
  );
}
