/** Which requests of the open bin were not read here: counted, remembered, and what "only unread" shows. */
import { type Signal, computed, effect, signal } from '@preact/signals';
import type { OpenRequest } from './open-request.ts';
import { type ReadMarks, countUnread, isUnread, recallMarks, rememberMarks } from './read-marks.ts';
import type { ListMessage, ListState } from './state.ts';

interface UnreadOptions {
  bin: () => string;
  list: Signal<ListState>;
  dispatch: (message: ListMessage) => void;
}

/** Follows a list's marks. */
export function followUnread({ bin, list, dispatch }: UnreadOptions) {
  /** The marks when only unread ones were asked for: reading one must not take it away. */
  const then = signal<ReadMarks | null>(null);
  const known = computed(() => (list.value.loaded ? list.value.marks : null));
  const stop = effect(() => {
    if (known.value) rememberMarks(bin(), known.value);
  });
  return {
    /** How many of the loaded requests, waiting ones too, were not read. */
    count: computed(() => {
      const { marks, rows, waiting } = list.value;
      return countUnread(marks, rows) + countUnread(marks, waiting);
    }),
    /** While only unread ones are shown: true for those that were unread when that began. */
    wasUnread: computed(() => {
      const marks = then.value;
      return marks && ((seq: number): boolean => isUnread(marks, seq));
    }),
    /** Takes up what this browser remembers, when the first page is there. The open request counts as read. */
    begin: (lastSeq: number, open: OpenRequest): void => {
      const marks = recallMarks(bin(), lastSeq);
      dispatch({ type: 'marks', marks });
      if (then.peek()) then.value = marks;
      if (open.state !== 'none') dispatch({ type: 'read', seqs: [open.seq] });
    },
    /** Shows only unread ones, or all. */
    only: (isOn: boolean): void => {
      then.value = isOn ? (then.peek() ?? list.peek().marks) : null;
    },
    close: stop,
  };
}
