/** The filter: what stands in it stands in the address. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ApiFailure } from '../api.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { Icon } from './icon.tsx';

const typingPauseMs = 200;

interface QueryBarProps {
  route: InspectorRoute;
  input: { current: HTMLInputElement | null };
  failure: ApiFailure | null;
}

/** A text field that filters while one types. */
export function QueryBar({ route, input, failure }: QueryBarProps) {
  const text = useSignal(route.q);
  const timer = useRef(0);
  // Who clicks while the pause runs is elsewhere by its end: the filter goes where the page is then.
  const here = useRef(route);
  here.current = route;
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // Back, forward and "clear" change the address; typing did it itself.
    if (text.value.trim() !== route.q) text.value = route.q;
  }, [route.q]);
  const apply = (value: string) => {
    text.value = value;
    clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => navigate({ ...here.current, q: value.trim() }, { replace: true }),
      typingPauseMs,
    );
  };
  return (
    <div class="qwrap">
      <div class="qbar">
        <Icon name="search" size="s" />
        <input
          ref={input}
          type="text"
          aria-label="Filter requests"
          aria-invalid={failure !== null}
          aria-describedby={failure ? 'filter-problem' : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder="Filter by event, path:, status:, body. …"
          value={text.value}
          onInput={(event) => apply(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        {text.value ? (
          <button
            type="button"
            class="icb sm"
            aria-label="Clear filter"
            title="Clear filter"
            onClick={() => apply('')}
          >
            <Icon name="x" size="s" />
          </button>
        ) : (
          <kbd aria-hidden="true">/</kbd>
        )}
      </div>
      {failure && (
        <p class="filter-problem" id="filter-problem" role="alert">
          {failure.message}
        </p>
      )}
    </div>
  );
}
