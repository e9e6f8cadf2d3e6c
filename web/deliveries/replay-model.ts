/** A replay while it is prepared: everything that can be said of it, what is wrong with it, and the sending. */
import { batch, computed, signal } from '@preact/signals';
import type { CapturedRequest, Replay, ReplayMany, RequestEdit } from '../../server/contract.ts';
import { belowHook } from '../../server/egress/paths.ts';
import { type ApiFailure, api, toFailure } from '../api.ts';
import { calls } from './calls.ts';
import { loadProviders } from '../providers.ts';
import { type EditedBody, base64Of, textToEdit, withLineEndsOf } from './edited-body.ts';
import { type HeaderRow, isUnchanged, pairsOf, rowsOf } from './edited-headers.ts';
import { giveConsent, sayOutcome } from './replay.ts';
import type { ReplayScope } from './replaying.ts';
import { completedUrl, httpUrl, isLoopback, isSecretHeader, secretHeaders } from './risk.ts';
import { followRun } from './runs.ts';
import { type Sending, loadTargets, rememberSending, sendingOf, signerOf, signingOf } from './sending.ts';

/** A body that is there to be edited; null while it is loaded. */
export type BodyToEdit = ReturnType<typeof textToEdit> | ApiFailure | null;

/** Begins to prepare. What it started ends with `close`. */
export function openReplayModel(scope: ReplayScope) {
  const { bin, model } = scope;
  const request: CapturedRequest | null = scope.what === 'many' ? null : scope.request;
  const first = sendingOf(bin);
  const target = signal(first.target);
  const path = signal(first.path);
  const host = signal(first.host);
  const sign = signal<Sending['sign']>(first.sign);
  const method = signal(request?.method ?? '');
  const below = signal(request ? belowHook(request) : '');
  const rows = signal<readonly HeaderRow[]>(rowsOf(request?.headers ?? []));
  const body = signal<EditedBody>({ kind: 'keep' });
  const original = signal<BodyToEdit>(null);
  const times = signal(1);
  const parallel = signal(1);
  const gaps = signal<'none' | 'original'>('none');
  const leavesSecrets = signal(false);
  const failure = signal<ApiFailure | null>(null);
  const tried = signal(false);
  const isSending = signal(false);
  const control = new AbortController();

  // A target that was typed meanwhile stays.
  void loadTargets(bin.id).then(() => {
    if (target.peek() === '') target.value = sendingOf(bin).target;
  });
  void loadProviders().catch(() => undefined);
  if (scope.what === 'edit') void loadBody(scope.request);

  async function loadBody({ seq, body: about }: CapturedRequest): Promise<void> {
    try {
      const bytes = about.stored ? await api.body(bin.id, seq, control.signal) : new Uint8Array();
      original.value = textToEdit(bytes, about);
    } catch (cause) {
      if (!control.signal.aborted) original.value = toFailure(cause);
    }
  }

  const url = computed(() => httpUrl(completedUrl(target.value)));
  const signer = computed(() => request && signerOf(request, bin));
  /** `resign` or `keep`, as it will be. An edited body makes the old signature wrong. */
  const signing = computed((): 'keep' | 'resign' => {
    if (!request) return sign.value === 'resign' ? 'resign' : 'keep';
    if (sign.value === 'auto' && signer.value !== null && body.value.kind !== 'keep') return 'resign';
    return signingOf(request, bin, { sign: sign.value });
  });
  /** What would leave this machine: names of headers; none when the target is on it. */
  const secrets = computed((): readonly string[] => {
    if (!url.value || isLoopback(url.value) || !request) return [];
    return secretHeaders(pairsOf(rows.value).headers);
  });
  const isFar = computed(() => url.value !== null && !isLoopback(url.value));

  const sending = (): Sending => ({
    target: completedUrl(target.peek()),
    path: path.peek(),
    host: host.peek(),
    sign: sign.peek(),
  });
  const remembered = (): void => {
    const said = sending();
    // Whether many are signed anew says nothing of one.
    rememberSending(bin.id, request ? said : { ...said, sign: first.sign });
  };

  const bodyEdit = (): RequestEdit['body'] => {
    const { value } = body;
    const known = original.peek();
    if (value.kind === 'file') return { base64: base64Of(value.bytes) };
    if (value.kind === 'keep') return undefined;
    return { text: known && 'text' in known ? withLineEndsOf(value.text, known.text) : value.text };
  };

  const edit = (of: CapturedRequest): RequestEdit => {
    const kept = rows.peek().filter(({ name }) => !leavesSecrets.peek() || !isSecretHeader(name));
    const changedBody = bodyEdit();
    return {
      ...(method.peek() !== of.method && { method: method.peek().trim() }),
      ...(below.peek() !== belowHook(of) && { path: below.peek().trim() }),
      ...(!isUnchanged(kept, of.headers) && { headers: pairsOf(kept).headers }),
      ...(changedBody !== undefined && { body: changedBody }),
    };
  };

  const common = () => ({
    target: completedUrl(target.peek()),
    path: path.peek(),
    host: host.peek(),
    sign: signing.peek(),
    times: times.peek(),
    parallel: parallel.peek(),
  });

  const isReady = (): boolean => {
    tried.value = true;
    failure.value = null;
    return url.peek() !== null && [times, parallel].every(({ value }) => value >= 1);
  };

  const sendOne = async (of: CapturedRequest): Promise<void> => {
    const changes = edit(of);
    const replay: Replay = { ...common(), ...(Object.keys(changes).length > 0 && { edit: changes }) };
    const { items } = await calls.replay(bin.id, of.seq, replay, control.signal);
    model.deliveries.add(items);
    sayOutcome(items);
  };
  const sendMany = async (chosen: { seqs: readonly number[] } | { q: string }): Promise<void> => {
    const which = 'seqs' in chosen ? { seqs: [...chosen.seqs] } : chosen;
    const replay: ReplayMany = { ...common(), ...which, gaps: gaps.peek() };
    followRun(model, await calls.replayMany(bin.id, replay));
  };

  /** Sends; false when that could not be done, which the dialog then shows. */
  const send = async (): Promise<boolean> => {
    if (isSending.peek() || !isReady()) return false;
    isSending.value = true;
    try {
      await (scope.what === 'many' ? sendMany(scope.chosen) : sendOne(scope.request));
      const to = url.peek();
      if (to && isFar.peek()) giveConsent(bin.id, to);
      remembered();
      return true;
    } catch (cause) {
      if (!control.signal.aborted) failure.value = toFailure(cause);
      return false;
    } finally {
      isSending.value = false;
    }
  };

  /** The row of a header that the server refused. */
  const wrongRow = computed((): number | null => {
    const at = /^edit\.headers\.(\d+)/.exec(failure.value?.field ?? '')?.[1];
    return at === undefined ? null : (pairsOf(rows.value).keys[Number(at)] ?? null);
  });

  return {
    scope,
    request,
    target,
    url,
    path,
    host,
    sign,
    signer,
    signing,
    secrets,
    isFar,
    leavesSecrets,
    method,
    below,
    rows,
    setRows: (next: readonly HeaderRow[]) =>
      batch(() => {
        rows.value = next;
        failure.value = null;
      }),
    body,
    original,
    times,
    parallel,
    gaps,
    failure,
    wrongRow,
    tried,
    isSending,
    send,
    /** Keeps where to send to; nothing is sent. */
    keep: (): boolean => {
      if (!isReady()) return false;
      remembered();
      return true;
    },
    /** Sends nothing more. */
    close: () => control.abort(),
  };
}

/** A replay that is prepared. */
export type ReplayModel = ReturnType<typeof openReplayModel>;
