/** The store: what every driver can do. It knows no HTTP, no socket, no page. Absent = null, never a throw. */
import type {
  Bin,
  BinPatch,
  BinResponse,
  CapturedRequest,
  Change,
  Delivery,
  DeliveryError,
  DeliveryKind,
  DeliveryPage,
  DeliveryState,
  DeliverySummary,
  Facets,
  FaultKind,
  FieldValues,
  ForwardTarget,
  HeaderPair,
  RequestPage,
  RequestPatch,
  RequestState,
  RequestSummary,
  SentResponse,
  SignatureStatus,
  Timeline,
  Verification,
} from '../contract.ts';
import type { RequestFilter } from '../filter.ts';

/** A bin as it is kept: its hook URL depends on where the server listens, so a route adds it. */
export type StoredBin = Omit<Bin, 'url'>;

/** A change as the store announces it, after its commit. */
export type StoreChange =
  | Exclude<Change, { type: 'bin' }>
  | { type: 'bin'; id: string; bin: StoredBin | null };

/** A request on its way into the store: what came over the wire, and what is being answered. */
export interface NewCapture {
  bin: string;
  id: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  method: string;
  target: string;
  path: string;
  httpVersion: string;
  /** Names and values in turn, as node:http gives them: binary strings. */
  rawHeaders: readonly string[];
  rawTrailers: readonly string[];
  contentType: string | null;
  remoteAddress: string;
  remotePort: number;
  state: RequestState;
  reason: string | null;
  status: number;
  headMs: number | null;
  bodyMs: number;
  body: NewBody;
  /** Absent: its signature is checked later, should the bin check any. */
  checked?: Checked | undefined;
  /** Absent: it is answered by Hookglass's own answer. */
  scripted?: ScriptedCapture | undefined;
}

/** What is being answered by a bin's own answers. */
export interface ScriptedCapture {
  fault: FaultKind | null;
  /** SentAnswer as JSON. */
  answer: string;
}

/** What a bin's own answers made of a request, as it is kept: without what every answer has. `body` null: Hookglass's own. */
export type SentAnswer = Pick<
  SentResponse,
  'status' | 'headers' | 'bodyBytes' | 'rule' | 'ruleId' | 'delayMs'
> & {
  body: string | null;
};

/** What the checks of a bin said of a request. */
export interface Checked {
  /** Of the settings that were used; when others are in force by now, it is checked anew. */
  version: number;
  signature: SignatureStatus | null;
  /** SignatureVerdict[] as JSON, without steps: those follow from request and settings, and take much room. */
  verdicts: string | null;
}

/** A verification as it is kept. Its secrets never leave the process. */
export interface StoredVerification extends Omit<Verification, 'secrets'> {
  secrets: readonly { id: string; text: string }[];
}

/** How the requests of a bin are checked; the version rises with every change. */
export interface Checks {
  version: number;
  list: readonly StoredVerification[];
}

/** What a renewed check said of a stored request. */
export interface Rechecked extends Omit<Checked, 'version'> {
  seq: number;
}

/** Requests that are to be checked anew, newest first; none are left between the last of them and `from` when empty. */
export interface RecheckStep {
  checks: Checks;
  from: number;
  to: number;
  seqs: readonly number[];
}

/** A body: a small one travels with its request, a larger one was staged piece by piece before. */
export interface NewBody {
  /** Bytes that arrived. */
  size: number;
  /** Bytes that are kept. */
  stored: number;
  /** Of all bytes that arrived, hexadecimal. */
  sha256: string;
  /** The kept bytes; none when they were staged. */
  bytes: readonly Uint8Array[];
  /** The name under which they were staged, else null. */
  spool: number | null;
}

/** A request that nobody waited for; another one may have its seq when its bin was made anew. */
export interface Unanswered {
  id: string;
  reason: string;
  status: number;
}

/** By what attempts of an event are known: its id, else its body. */
export interface EventIdentity {
  eventId: string | null;
  size: number;
  sha256: string;
}

/** What became of a capture; without `ok` the bin was gone. */
export type Ack = { ok: true; seq: number } | { ok: false };

/** How long commit and reply of stored requests took, by bin: seq, commitMs and replyMs in turn; NaN = never replied. */
export type Settled = ReadonlyMap<string, readonly number[]>;

/** Limits; null = none. Pinned requests count but stay. */
export interface Retention {
  keepRequests: number | null;
  keepAgeMs: number | null;
  keepBytes: number | null;
}

/** Where a page begins and ends; `after` alone lists the oldest first. */
export interface PageQuery {
  before?: number | undefined;
  after?: number | undefined;
  limit: number;
  filter?: RequestFilter | undefined;
}

/** A page, and how far a reader of `after` has come: `through` is the last seq that was looked at. */
export interface StoredPage extends RequestPage {
  through: number;
  /** The first seq that is still kept; lastSeq + 1 when there is none. */
  oldestSeq: number;
  /** True when a search stopped for others' sake: it goes on at `nextBefore` or `through`. */
  paused: boolean;
}

/** What to count over; an aborted signal ends the work and rejects with its reason. */
export interface InsightQuery {
  filter: RequestFilter;
  signal?: AbortSignal | undefined;
}

/** Milliseconds since 1970, `from` inclusive, `to` exclusive; without them everything that is kept until now. */
export interface TimelineQuery extends InsightQuery {
  from?: number | undefined;
  to?: number | undefined;
  /** So many at most. */
  buckets: number;
}

/** A field as it is written before the colon, and what its values begin with. */
export interface ValuesQuery extends InsightQuery {
  field: string;
  prefix: string;
}

/** A request as it is kept: what was answered follows from it, unless the bin answered in its own way. */
export type StoredRequest = Omit<CapturedRequest, 'response'> & { answer: SentAnswer | null };

/** What the capture plane must know of a bin. */
export interface BinSettings {
  /** The name it has now. */
  id: string;
  paused: boolean;
  checks: Checks;
  response: BinResponse;
  forwarding: readonly ForwardTarget[];
}

/** A change of a bin, as the store takes it. */
export type StoredBinPatch = Omit<BinPatch, 'verification' | 'response' | 'forwarding'> & {
  response?: BinResponse;
  verification?: readonly StoredVerification[];
  forwarding?: readonly ForwardTarget[];
};

/** Some of all bins, the newest first; `nextAfter` null on the last page. */
export interface BinPage {
  items: readonly StoredBin[];
  nextAfter: number | null;
}

/** Everywhere, the name of a bin may be one that it had before. */
export interface BinStore {
  /** Null when a bin has that name, or had it. */
  create(bin: {
    id: string;
    name: string;
    labels?: readonly string[];
    response?: BinResponse | null;
  }): Promise<StoredBin | null>;
  get(id: string): Promise<StoredBin | null>;
  /** From memory: this is asked for every capture. */
  settings(id: string): BinSettings | null;
  /** All, the last used first. */
  list(): Promise<readonly StoredBin[]>;
  page(limit: number, after: number | null): Promise<BinPage>;
  /** `taken`: the new name is another bin's, or was; nothing is changed then. */
  update(id: string, patch: StoredBinPatch): Promise<StoredBin | 'taken' | null>;
  /** False when there was none. */
  delete(id: string): Promise<boolean>;
}

/** What is to be checked anew since a bin's verification changed; kept, so that a restart goes on. */
export interface RecheckStore {
  /** Names of bins. From memory. */
  pending(): readonly string[];
  step(bin: string, limit: number): Promise<RecheckStep | null>;
  /**
   * Keeps results: everything of the step from seq `down` upwards is done. False: the settings are others by now, or
   * more is to be checked than the step knew; nothing is kept then.
   */
  save(bin: string, step: RecheckStep, down: number, results: readonly Rechecked[]): Promise<boolean>;
}

/** An attempt as it is kept before it is sent. */
export interface NewDelivery {
  /** UUID version 7. */
  id: string;
  bin: string;
  /** Null: composed. */
  seq: number | null;
  kind: DeliveryKind;
  by: string;
  targetId: string | null;
  run: string | null;
  /** A URL. */
  target: string;
  /** What somebody wrote as target, to be remembered; null: nothing. */
  asked: string | null;
  /** What comes back is what the sender of the request is answered. */
  answers: boolean;
  /** Milliseconds since 1970. */
  at: number;
  sent: SentHead;
  /** Null: the body of the stored request, unchanged. */
  body: Uint8Array | null;
}

/** The head of an outgoing request, and the size of its body. */
export interface SentHead {
  method: string;
  target: string;
  headers: readonly HeaderPair[];
  size: number;
}

/** What became of an attempt. */
export interface DeliveryOutcome {
  state: Exclude<DeliveryState, 'queued' | 'sending'>;
  status: number | null;
  error: DeliveryError | null;
  timing: DeliverySummary['timing'];
  response: {
    headers: readonly HeaderPair[];
    /** Bytes that came. */
    size: number;
    cut: boolean;
    /** The bytes that are kept. */
    bytes: Uint8Array;
  } | null;
}

/**
 * One thing to write. `begin`: an attempt that is sent next; false when its bin or its request is gone, or was forwarded to
 * that target already · `start`: the same for one that was queued; false when it is not any more · `advance`: the cursor
 * of a target; false when it is another by now · `end`: its outcome, and the attempt that follows it, if any.
 */
export type DeliveryWrite =
  | { type: 'begin'; delivery: NewDelivery }
  | { type: 'start'; id: string; at: number; target: string; sent: SentHead }
  | { type: 'advance'; bin: string; targetId: string; from: number; through: number }
  | {
      type: 'end';
      id: string;
      at: number;
      outcome: DeliveryOutcome;
      next: { id: string; at: number } | null;
      dead: boolean;
    };

/** A forward whose time has come. */
export interface QueuedForward {
  id: string;
  seq: number;
  attempt: number;
  tries: number;
}

/** What there is to do for one target. */
export interface ForwardCounts {
  /** Requests after the cursor. */
  waiting: number;
  queued: number;
  sending: number;
  dead: number;
}

/**
 * Forwarding in the background. Each target has a cursor: up to there every request was looked at, and is an attempt if it
 * was to be forwarded. So a capture writes nothing for it, and nothing is lost by a restart.
 */
export interface ForwardStore {
  /** Null: the target is gone, or is none that works in the background. */
  cursor(bin: string, targetId: string): Promise<number | null>;
  /** Attempts whose time has come, first come first served, and when the next one's does. */
  due(
    bin: string,
    targetId: string,
    query: { now: number; limit: number },
  ): Promise<{ items: readonly QueuedForward[]; nextAt: number | null }>;
  counts(bin: string, targetId: string): Promise<ForwardCounts>;
  /** Puts the cursor back, so that what was not delivered since is. False: there is no such target. */
  since(bin: string, targetId: string, from: { seq: number } | { time: number }): Promise<boolean>;
  /** Queues dead forwards again, all or those of `ids`; gives how many. */
  redeliver(bin: string, targetId: string, ids: readonly string[] | null): Promise<number>;
  /** What the sender of a request was answered in the end. */
  answered(bin: string, seq: number, status: number): Promise<void>;
  /** The attempt whose answer the sender of a request got; null: it got the bin's own. */
  answer(bin: string, seq: number): Promise<string | null>;
}

/** Which deliveries of a bin to list, newest first. */
export interface DeliveryQuery {
  seq?: number | undefined;
  kind?: DeliveryKind | undefined;
  state?: DeliveryState | undefined;
  targetId?: string | undefined;
  run?: string | undefined;
  dead?: boolean | undefined;
  before?: string | undefined;
  limit: number;
}

/** Outgoing attempts. What was being sent when the process ended is `unknown` after the next start. */
export interface DeliveryStore {
  /** In order, as one transaction that is durable when this resolves. Says of each whether it took place. */
  write(writes: readonly DeliveryWrite[]): Promise<readonly boolean[]>;
  get(bin: string, id: string): Promise<Delivery | null>;
  /** Null when there is no such bin. */
  list(bin: string, query: DeliveryQuery): Promise<DeliveryPage | null>;
  /** Null when there is none; `request` is null too when the body is that of the stored request. */
  body(bin: string, id: string, which: 'request' | 'response'): Promise<Uint8Array | null>;
  /** URLs that somebody sent to, the last used first; null when there is no such bin. */
  targets(bin: string): Promise<readonly string[] | null>;
}

export interface Store {
  /** Migrates under a lock. Throws HookglassError: store_in_use, store_corrupt, store_newer, store_unwritable. */
  open(): Promise<void>;
  /** Resolves only after a durable commit; keeps the order; gapless seq per bin. Throws disk_full, store_failed. */
  append(batch: readonly NewCapture[]): Promise<readonly Ack[]>;
  /**
   * Keeps one piece of a body whose request is still arriving; takes over `bytes`. Pieces that no request claims are
   * dropped at open.
   */
  stage(spool: number, index: number, bytes: Uint8Array): Promise<void>;
  unstage(spool: number): Promise<void>;
  settle(settled: Settled): Promise<void>;
  /** The sender of a stored request left before its answer, or in the middle of it: says so, and announces it. */
  unanswered(bin: string, seq: number, left: Unanswered): Promise<void>;
  /** Attempts of an event that are kept already: 0 when it is new, or nothing identifies it. */
  attemptsSoFar(bin: string, event: EventIdentity): Promise<number>;
  /** Keyset paging; null when there is no such bin. Never paused. An aborted signal ends the search and rejects. */
  page(bin: string, query: PageQuery, signal?: AbortSignal): Promise<StoredPage | null>;
  /** All attempts of a request's event, newest first, at most 100; null when there is no such request. */
  attempts(bin: string, seq: number | 'latest'): Promise<readonly RequestSummary[] | null>;
  /** The counts below are null when there is no such bin. */
  timeline(bin: string, query: TimelineQuery): Promise<Timeline | null>;
  facets(bin: string, query: InsightQuery): Promise<Facets | null>;
  /** Over the newest 3,000 that match; the 20 most frequent. A field without values has none. */
  values(bin: string, query: ValuesQuery): Promise<FieldValues | null>;
  get(bin: string, seq: number | 'latest'): Promise<StoredRequest | null>;
  /** The kept bytes, piece by piece. */
  body(bin: string, seq: number): Promise<{ stored: number; pieces: AsyncIterable<Uint8Array> } | null>;
  /** The pieces of a body whose request is still arriving. */
  staged(spool: number): AsyncIterable<Uint8Array>;
  update(bin: string, seq: number, patch: RequestPatch): Promise<StoredRequest | null>;
  /** Removes what matches now, in small transactions; returns how many. */
  remove(
    bin: string,
    which: { seq: number } | { filter: RequestFilter | null; pinned: boolean },
  ): Promise<number>;
  /** One small step towards the limits; call again until `done`. */
  retain(policy: Retention, now: number): Promise<{ removed: number; done: boolean }>;
  rechecks: RecheckStore;
  deliveries: DeliveryStore;
  forwards: ForwardStore;
  /** A name for the pieces of a body. */
  newSpool(): number;
  bins: BinStore;
  /** Called after the commit. Returns the way to stop it. */
  onChange(listener: (change: StoreChange) => void): () => void;
  /** Called after a bin was made, changed or deleted, with the name it had; costs captures nothing. */
  onBin(listener: (was: string, bin: StoredBin | null) => void): () => void;
  /** Null when the store takes writes; tries one when the last one failed. */
  trouble(): Promise<string | null>;
  /** Ends everything that was accepted, then closes. */
  close(): Promise<void>;
}

/** Opens the driver for these options; drivers are loaded on demand. Throws as Store.open does. */
export async function openStore(options: {
  file: string | null;
  durability: 'full' | 'normal';
}): Promise<Store> {
  const { SqliteStore } = await import('./sqlite.ts');
  const store = new SqliteStore(options);
  await store.open();
  return store;
}
