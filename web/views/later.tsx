/** A view that is loaded when it is first wanted: the page starts without it. */
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { toFailure } from '../api.ts';
import { t } from '../locales/locale.ts';
import { showToast } from '../toasts.ts';

interface LaterProps<Props> {
  load: () => Promise<{ default: ComponentType<Props> }>;
  props: Props;
}

/** Nothing until it is there. */
export function Later<Props extends object>({ load, props }: LaterProps<Props>) {
  const view = useSignal<{ View: ComponentType<Props> } | null>(null);
  useEffect(() => {
    load().then(
      ({ default: View }) => (view.value = { View }),
      (cause: unknown) => showToast(t.value.list.failed(toFailure(cause).message)),
    );
  }, []);
  const { value } = view;
  return value && <value.View {...props} />;
}
