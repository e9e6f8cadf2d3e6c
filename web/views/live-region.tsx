/** The one polite live region: what comes fast is said as the last of it. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announcement } from '../toasts.ts';

const pauseMs = 1_500;

/** Says announcements, at most one in 1.5 seconds. */
export function LiveRegion() {
  const said = useSignal('');
  const timer = useRef(0);
  const say = () => {
    timer.current = 0;
    const text = announcement.peek();
    if (text === said.peek()) return;
    said.value = text;
    timer.current = window.setTimeout(settle, pauseMs);
  };
  const settle = () => {
    // What was said is over: the same sentence can be said again.
    if (announcement.peek() === said.peek()) announcement.value = '';
    say();
  };
  useSignalEffect(() => {
    if (announcement.value && !timer.current) say();
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div class="sr" role="status" aria-live="polite">
      {said.value}
    </div>
  );
}
