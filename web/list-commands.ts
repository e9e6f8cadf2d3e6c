/** What is done from the list: to the selected requests, else to the open one. Keys, buttons and menus share it. */
import { openReplayMany } from './deliveries/replaying.ts';
import { openExport, openExportHere } from './export.ts';
import type { Inspector } from './inspector.ts';
import { t } from './locales/locale.ts';
import { isUnread } from './read-marks.ts';
import { type InspectorRoute, navigate, route as address } from './route.ts';
import { noSelection, selectTo, selectionQueries, toggleRow } from './selection.ts';
import { indexOfSeq } from './state.ts';
import { showProblem, showToast } from './toasts.ts';

interface CommandOptions {
  model: Inspector;
  route: InspectorRoute;
}

const sayNotLoaded = (): void => showProblem(t.value.shell.notLoaded);

/** The commands for the page as it is now. */
export function listCommands({ model, route }: CommandOptions) {
  const { selection, list, visible } = model;
  const chosen = (): number[] => {
    const { seqs } = selection.value;
    if (seqs.size) return [...seqs];
    return route.seq === null ? [] : [route.seq];
  };
  const go = (seq: number | undefined) => {
    if (seq !== undefined) navigate({ ...route, seq }, { replace: true });
  };

  /** Deletes, with a way back; the open request's place is taken by the next one, and undo opens it again. */
  const remove = (seqs: readonly number[] = chosen()): void => {
    const gone = new Set(seqs);
    const opened = route.seq !== null && gone.has(route.seq) ? route.seq : null;
    const next = opened === null ? null : nearest(opened, gone);
    selection.value = noSelection;
    model.remove(seqs, () => {
      const { value } = address;
      if (opened !== null && value.page === 'inspector' && value.bin === model.bin)
        navigate({ ...value, seq: opened }, { replace: true });
    });
    if (opened !== null) navigate({ ...route, seq: next }, { replace: true });
  };

  const nearest = (seq: number, gone: ReadonlySet<number>): number | null => {
    const rows = visible.value;
    const at = indexOfSeq(rows, seq);
    const isLeft = (row: { seq: number }) => !gone.has(row.seq);
    return (rows.slice(at + 1).find(isLeft) ?? rows.slice(0, Math.max(0, at)).findLast(isLeft))?.seq ?? null;
  };

  const isPinned = (seq: number): boolean => {
    const { rows } = list.value;
    const open = model.open.value;
    return (
      rows[indexOfSeq(rows, seq)]?.pinned ??
      (open.state === 'ready' && open.seq === seq && open.request.pinned)
    );
  };

  return {
    remove,
    /** Deletes the open request, whatever is selected. */
    removeOpen: (): void => {
      if (route.seq !== null) remove([route.seq]);
    },
    /** True when pinning would change something: the command pins then, else it unpins. */
    wantsPin: (): boolean => chosen().some((seq) => !isPinned(seq)),
    togglePin: (): void => {
      const seqs = chosen();
      const pinned = seqs.some((seq) => !isPinned(seq));
      void model.pin(
        seqs.filter((seq) => isPinned(seq) !== pinned),
        pinned,
      );
    },
    /** True when one of them was not read: the command marks as read then, else as unread. */
    wantsRead: (): boolean => chosen().some((seq) => isUnread(list.value.marks, seq)),
    toggleRead: (): void => {
      const seqs = chosen();
      const read = seqs.some((seq) => isUnread(list.value.marks, seq));
      model.dispatch({ type: read ? 'read' : 'unread', seqs });
    },
    /** Exports what is selected, else the open request. */
    exportThem: (): void => {
      const seqs = selection.value.seqs;
      if (!seqs.size) return openExportHere();
      const [q, more] = selectionQueries(list.value.rows, seqs, model.filter.value);
      if (more !== undefined) showToast(t.value.list.tooScattered);
      else if (q !== undefined) openExport({ bin: model.bin, q, count: seqs.size, what: 'selection' });
    },
    /** Exports all that is listed. */
    exportListed: (count: number): void => {
      const q = model.filter.value;
      openExport({ bin: model.bin, q, count, what: q ? 'filter' : 'bin' });
    },
    /** Sends what is selected again, after a dialog; else the open request at once. */
    replay: (): void => {
      const { seqs } = selection.value;
      const open = model.open.value;
      if (seqs.size) openReplayMany(model, { seqs: [...seqs] }, seqs.size);
      else if (open.state === 'ready') {
        const { request } = open;
        void import('./deliveries/replay.ts').then(
          ({ replayNow }) => replayNow(model, request),
          sayNotLoaded,
        );
      }
    },
    /** Sends all that is listed again, after a dialog. */
    replayListed: (count: number): void => openReplayMany(model, { q: model.filter.value }, count),
    toggle: (seq: number | null): void => {
      if (seq !== null) selection.value = toggleRow(selection.value, seq);
    },
    /** Selects from where the selection began to a row. */
    selectTo: (seq: number): void => {
      const { anchor } = selection.value;
      selection.value = selectTo({ ...selection.value, anchor: anchor ?? route.seq }, visible.value, seq);
    },
    /** Moves one row and takes the selection along. */
    extend: (offset: 1 | -1): void => {
      const { anchor } = selection.value;
      const from = route.seq ?? visible.value[0]?.seq ?? null;
      const to = model.neighbour(route.seq, offset);
      if (!to || from === null) return;
      selection.value = selectTo({ ...selection.value, anchor: anchor ?? from }, visible.value, to.seq);
      go(to.seq);
    },
    selectNone: (): void => {
      selection.value = noSelection;
    },
    selectAll: (): void => void model.selectAll(),
    newest: (): void => go(visible.value[0]?.seq),
    /** Goes to the oldest request there is, at first to the oldest that is loaded. */
    oldest: (): void => {
      const loaded = visible.value.at(-1)?.seq;
      go(loaded);
      if (list.value.nextBefore === null) return;
      void model.loadOldest().then(() => {
        const { value } = address;
        // Whoever went on meanwhile is not pulled back.
        if (value.page === 'inspector' && value.bin === model.bin && value.seq === loaded)
          navigate({ ...value, seq: visible.value.at(-1)?.seq ?? null }, { replace: true });
      });
    },
  };
}

/** The commands. */
export type ListCommands = ReturnType<typeof listCommands>;
