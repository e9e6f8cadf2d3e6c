/** Says that the response was changed by somebody else while it is edited here. */
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import type { ResponseModel } from './model.ts';

/** The question which of the two stays; nothing is saved before it is answered. */
export function Elsewhere({ model }: { model: ResponseModel }) {
  if (!model.isElsewhere.value || !model.isDirty.value) return null;
  const words = said.value;
  return (
    <div class="banner boxed elsewhere" role="alert">
      <Icon name="warn" />
      <span class="grow">{words.elsewhere}</span>
      <button type="button" class="btn sm" onClick={model.takeTheirs}>
        {words.takeTheirs}
      </button>
      <button type="button" class="btn sm" onClick={model.keepMine}>
        {words.keepMine}
      </button>
    </div>
  );
}
