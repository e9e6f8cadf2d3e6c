/** A test event while it is put together: what is said of it, what would be sent, and the sending. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { Bin, ComposedList, CurlRead, TestSend } from '../../server/contract.ts';
import type { HeaderRow } from '../deliveries/edited-headers.ts';
import { completedUrl, httpUrl, isLoopback, secretHeaders } from '../deliveries/risk.ts';
import { knownTargets, loadTargets } from '../deliveries/sending.ts';
import { ApiFailure, toFailure } from '../api.ts';
import { loadProviders, providerOf } from '../providers.ts';
import { recall, remember } from '../remembered.ts';
import { calls } from './calls.ts';
import { type EditedRequest, blankRequest, completedPath, editOf, editedSample } from './edited-request.ts';
import type { SendScope } from './opening.ts';
import { loadSamples, sampleOf, samples } from './samples.ts';

/** What the event is made of. */
export type Source = { what: 'sample'; id: string } | { what: 'curl' } | { what: 'blank' };

/** Where it goes; `command`: where the pasted command goes. */
export type Goal = 'bin' | 'command' | 'url';

const quietMs = 250;
const sampleKey = 'send.sample';

/** Begins to put one together. What it started ends with `close`. */
export function openSendModel(scope: SendScope) {
  const saved = signal<Bin | null>(null);
  const bin = computed(() => scope.model?.list.value.bin ?? saved.value ?? scope.bin);
  const source = signal<Source>({ what: 'blank' });
  const path = signal('');
  const goal = signal<Goal>('bin');
  const url = signal('');
  const chosen = signal<readonly string[]>([]);
  const secret = signal('');
  const wantsOtherSecret = signal(false);
  const provider = signal<string | null>(null);
  const edited = signal<EditedRequest | null>(null);
  const curl = signal('');
  const command = signal<CurlRead | null>(null);
  const composed = signal<ComposedList | null>(null);
  const wrong = signal<ApiFailure | null>(null);
  const notLoaded = signal<ApiFailure | null>(null);
  const isComposing = signal(true);
  const tried = signal(false);
  const control = new AbortController();
  let asking = new AbortController();
  /** Read once: placeholders in its URL become something else each time. */
  const read = { text: '' };

  const sample = computed(() => {
    const { value } = source;
    return value.what === 'sample' ? sampleOf(value.id) : null;
  });
  /** Who signs, if anybody. */
  const signer = computed(() => (sample.value ? sample.value.signer : provider.value));
  const needsKey = computed(() => {
    const fields = providerOf(signer.value ?? '')?.fields ?? [];
    return sample.value?.signedWith === 'key' || fields.some(({ kind }) => kind === 'key');
  });
  /** The end of the secret of the bin that signs; null when it has none. */
  const binSecret = computed(() => {
    if (needsKey.value) return null;
    const own = bin.value.verification.find((one) => one.provider === signer.value);
    return own?.secrets[0]?.hint ?? null;
  });
  const usesOther = computed(() => binSecret.value === null || wantsOtherSecret.value);

  const load = async (): Promise<void> => {
    notLoaded.value = null;
    try {
      await Promise.all([loadSamples(), loadProviders()]);
      pick(firstSource());
    } catch (cause) {
      notLoaded.value = toFailure(cause);
    }
  };

  /** A sender that the bin checks, else the sample that was sent last. */
  function firstSource(): Source {
    const { items = [] } = samples.peek() ?? {};
    const last = recall(sampleKey);
    const checked = bin.peek().verification.map((one) => one.provider);
    const fits = items.filter(({ signer: by }) => by !== null && checked.includes(by));
    const found = [...fits, ...items].find(({ id }) => id === last) ?? fits[0] ?? items[0];
    const isWrong = fits.length > 0 && found && !fits.includes(found);
    const { id } = (isWrong ? fits[0] : found) ?? {};
    return id === undefined ? { what: 'blank' } : { what: 'sample', id };
  }

  const pick = (next: Source): void =>
    batch(() => {
      const before = signer.peek();
      source.value = next;
      edited.value = next.what === 'blank' ? blankRequest() : null;
      composed.value = null;
      wrong.value = null;
      provider.value = null;
      if (next.what !== 'curl' && goal.peek() === 'command') goal.value = 'bin';
      if (signer.peek() !== before) {
        secret.value = '';
        wantsOtherSecret.value = false;
      }
      const { variants = [] } = samples.peek() ?? {};
      if (signer.peek() === null)
        chosen.value = chosen
          .peek()
          .filter((id) => !variants.some((one) => one.id === id && one.needsSigner));
    });

  /** What is sent; null while there is nothing yet. */
  const asked = computed((): TestSend | null => {
    const { value } = source;
    const to = targetOf();
    if (to === null || (value.what === 'curl' && curl.value.trim() === '')) return null;
    const typed = completedPath(path.value);
    const request = { ...(edited.value && editOf(edited.value)), ...(typed !== '' && { path: typed }) };
    const signs = signer.value !== null && usesOther.value && secret.value !== '';
    return {
      ...(value.what === 'sample' && { sample: value.id }),
      ...(value.what === 'curl' && { curl: curl.value }),
      ...(value.what !== 'curl' && Object.keys(request).length > 0 && { request }),
      ...(value.what !== 'sample' && provider.value !== null && { provider: provider.value }),
      ...(chosen.value.length > 0 && { variant: [...chosen.value] }),
      ...(signs && { secret: secret.value }),
      ...(to !== '' && { target: to }),
    };
  });

  /** The target; empty: the bin itself; null: none that could be. */
  function targetOf(): string | null {
    if (goal.value === 'bin') return '';
    if (goal.value === 'command') return command.value?.url ?? '';
    const typed = completedUrl(url.value);
    return httpUrl(typed) ? typed : null;
  }

  const compose = async (what: TestSend): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal: mine } = asking;
    isComposing.value = true;
    try {
      const [made, understood] = await Promise.all([
        calls.compose(bin.peek().id, what, mine),
        what.curl === undefined || what.curl === read.text ? null : calls.readCurl(what.curl, mine),
      ]);
      batch(() => {
        composed.value = made;
        if (understood) command.value = understood;
        if (understood) read.text = what.curl ?? '';
        wrong.value = null;
        isComposing.value = false;
      });
    } catch (cause) {
      if (mine.aborted) return;
      batch(() => {
        wrong.value = toFailure(cause);
        isComposing.value = false;
      });
    }
  };
  const stop = effect(() => {
    const what = asked.value;
    // A secret that the bin gets meanwhile signs too.
    void bin.value.verification;
    if (!samples.value || what === null) return undefined;
    const timer = setTimeout(() => void compose(what), quietMs);
    return () => clearTimeout(timer);
  });

  /** Where secrets would go that prove who somebody is: null while they stay on this machine. */
  const leaving = computed(() => {
    const first = composed.value?.items[0];
    const to = goal.value === 'bin' || !first ? null : httpUrl(first.url);
    if (!first || !to || isLoopback(to)) return null;
    const names = secretHeaders(first.headers);
    return names.length ? { host: to.host, names: names.join(', ') } : null;
  });

  void load();
  void loadTargets(scope.bin.id).then(() => {
    if (url.peek() === '') url.value = knownTargets.peek().get(scope.bin.id)?.[0] ?? '';
  });

  return {
    scope,
    bin,
    source,
    sample,
    pick,
    load,
    path,
    goal,
    url,
    chosen,
    secret,
    wantsOtherSecret,
    usesOther,
    binSecret,
    needsKey,
    provider,
    signer,
    edited,
    curl,
    command,
    composed,
    isComposing,
    wrong,
    notLoaded,
    tried,
    leaving,
    asked,
    /** Begins to edit the sample. Rejects with an ApiFailure. */
    edit: async (): Promise<void> => {
      const { value } = source;
      if (value.what !== 'sample') return;
      const detail = await calls.sample(value.id);
      if (source.peek() === value) edited.value = editedSample(detail);
    },
    change: (next: Partial<EditedRequest>): void => {
      const { value } = edited;
      if (value) edited.value = { ...value, ...next };
    },
    setRows: (rows: readonly HeaderRow[]): void => {
      const { value } = edited;
      if (value) edited.value = { ...value, rows };
    },
    /** What is wrong with a field, by the beginning of its name in the API; null: nothing. */
    wrongIn: (field: string): string | null => {
      const { value } = wrong;
      if (!value || !named(value).startsWith(field)) return null;
      return value.message.replace(/^[\w.]+: /, '');
    },
    /** Remembers what was sent, for the next time. */
    remembered: (): void => {
      const { value } = source;
      if (value.what === 'sample') remember(sampleKey, value.id);
    },
    changed: (next: Bin): void => {
      saved.value = next;
      scope.model?.dispatch({ type: 'bin', bin: next });
    },
    signal: control.signal,
    /** Sends nothing more. */
    close: (): void => {
      stop();
      asking.abort();
      control.abort();
    },
  };
}

/** The field that the server names. */
export const named = ({ code, field }: ApiFailure): string =>
  code === 'bad_target' ? 'target' : (field ?? '');

/** A test event that is put together. */
export type SendModel = ReturnType<typeof openSendModel>;
