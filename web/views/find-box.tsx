/** The field of find in body: how many, which one, the next and the one before. */
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import type { FindModel } from './find-model.ts';
import { Icon } from './icon.tsx';

/** Its name among the elements of the page: key F goes there. */
export const findBoxId = 'find-in-body';

/** The field. Enter goes on, Shift+Enter back, Escape empties it. */
export function FindBox({ model }: { model: FindModel }) {
  const words = late.value.body;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') model.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && model.wanted.value) model.want('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="find" role="search">
      <Icon name="search" size="s" />
      <input
        class="in"
        id={findBoxId}
        autocomplete="off"
        spellcheck={false}
        placeholder={words.find}
        aria-label={words.find}
        value={model.wanted.value}
        onInput={({ currentTarget }) => model.want(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {model.wanted.value !== '' && <Results model={model} />}
    </div>
  );
}

function Results({ model: { places, capped, at, step, want } }: { model: FindModel }) {
  const words = late.value.body;
  const count = places.value?.length ?? 0;
  const shown = `${formatCount(count)}${capped.value ? '+' : ''}`;
  return (
    <span class="r">
      <span class="num">{places.value ? `${count ? formatCount(at.value + 1) : 0}/${shown}` : '…'}</span>
      <button
        type="button"
        class="icb"
        aria-label={words.previous}
        title={words.previous}
        onClick={() => step(-1)}
      >
        <Icon name="up" size="xs" />
      </button>
      <button type="button" class="icb" aria-label={words.next} title={words.next} onClick={() => step(1)}>
        <Icon name="down" size="xs" />
      </button>
      <button
        type="button"
        class="icb"
        aria-label={words.endFind}
        title={words.endFind}
        onClick={() => want('')}
      >
        <Icon name="x" size="xs" />
      </button>
    </span>
  );
}
