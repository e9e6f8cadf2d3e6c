/** One raw request -> the store -> its answer. The answer leaves after the commit: a 2xx means that it is kept. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { uuidv7 } from 'uuidv7';
import { isLoopback } from '../config.ts';
import type { HeaderPair, SentResponse } from '../contract.ts';
import type { Proxied } from '../egress/proxy.ts';
import { HookglassError, noSuchBin } from '../errors.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { BinSettings, Checked, Checks, NewBody, NewCapture, Store } from '../store/store.ts';
import type { Arrival as CheckedArrival, ArrivalCheck } from '../verification/arrival.ts';
import { pairsOf } from '../verification/signed-request.ts';
import type { Choice, Responder } from '../responses/responder.ts';
import type { Arriving } from './arriving.ts';
import type { Holds } from './holds.ts';
import { hostName, type HookRoute } from './hook-url.ts';
import { Intake, type IntakeEnd, type Pressure } from './intake.ts';
import { refuse, respond, sandboxHeaders } from './respond.ts';
import { send } from './send.ts';
import type { SettleLater } from './settle-later.ts';

// Bodies in memory over all requests; beyond it senders are asked to come again.
const maxPressureBytes = 256 * 2 ** 20;

/** Where stored requests go on to. */
export interface Onward {
  /** A request of this bin was stored; `forwards`: it has targets. */
  stored(bin: string, forwards: boolean): void;
  /** True when some requests of the bin are answered by a target. */
  isAsked(settings: BinSettings): boolean;
  /** Null: the bin answers. */
  answer(bin: string, seq: number): Promise<Proxied | null>;
  answered(bin: string, seq: number, status: number): Promise<void>;
}

/** What the capture plane works with. */
export interface CaptureContext {
  store: Store;
  commit: GroupCommit;
  settle: SettleLater;
  check: ArrivalCheck;
  responder: Responder;
  holds: Holds;
  onward: Onward;
  /** Milliseconds since 1970. */
  now(): number;
  maxBodyBytes: number;
  autoCreate: boolean;
  /** An installation with a token is not private: a full disk is not told to strangers. */
  hosted: boolean;
  pressure: Pressure;
  /** Set once the process is ending: every answer closes its connection. */
  closing: boolean;
}

/** What is known of the connection that a request came on. */
export interface Connection {
  connectedAt: number;
  /** Read at once: a socket that was reset does not know them any more. */
  remoteAddress: string;
  remotePort: number;
  requests: number;
  /** The request whose body is arriving. */
  intake: Intake | null;
  route: HookRoute | null;
  /** Requests whose answer has not left yet. */
  open: Set<Promise<void>>;
  /** Ends the waiting for answers that will never leave. */
  owed: Set<() => void>;
  arriving: Arriving;
  /** Set once something was refused: nothing that follows is believed. */
  refused: boolean;
  /** The header pairs of a request that is parsed anew without its Upgrade header. */
  rawHeaders: string[] | null;
}

/** A request as it came off the wire, before its body. */
interface Arrival {
  request: IncomingMessage;
  rawHeaders: readonly string[];
  connection: Connection;
  route: HookRoute;
  startedAt: number;
  headMs: number | null;
  receivedAt: number;
}

/** Takes one request from its head to its answer. Never throws, never rejects. */
export async function capture(
  context: CaptureContext,
  connection: Connection,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  route: HookRoute,
): Promise<void> {
  const startedAt = performance.now();
  const arrival: Arrival = {
    request,
    rawHeaders: connection.rawHeaders ?? request.rawHeaders,
    connection,
    route,
    startedAt,
    headMs: connection.requests === 0 ? startedAt - connection.connectedAt : null,
    receivedAt: context.now(),
  };
  connection.rawHeaders = null;
  connection.requests += 1;
  const intake = new Intake(request, context.store, context.maxBodyBytes, context.pressure);
  connection.intake = intake;
  try {
    const bin = admit(context, route) ?? (await createBin(context, arrival));
    if (waitsForContinue(request)) response.writeContinue();
    await keep(context, arrival, { intake, response, bin });
  } catch (cause) {
    // Whether a body that was not asked for will come is not known.
    reply(context, response, refusal(context, cause), !waitsForContinue(request));
    await intake.discard().catch(() => undefined);
  }
}

/** True when the sender keeps its body back until it is asked for. HTTP/1.0 does not know that answer. */
export const waitsForContinue = ({ headers, httpVersion }: IncomingMessage): boolean =>
  httpVersion === '1.1' && /(?:^|\W)100-continue(?:$|\W)/i.test(headers.expect ?? '');

/** Records what the HTTP parser refused, as far as the bin can be told. Rejects when the store cannot take it. */
export async function recordRefused(
  context: CaptureContext,
  refused: Pick<
    NewCapture,
    'method' | 'target' | 'path' | 'remoteAddress' | 'remotePort' | 'state' | 'reason' | 'status'
  >,
  bin: string,
  body: NewBody,
): Promise<void> {
  const settings = context.store.bins.settings(bin);
  if (!settings) return;
  await context.commit.submit({
    ...refused,
    bin: settings.id,
    id: uuidv7(),
    receivedAt: context.now(),
    httpVersion: '',
    rawHeaders: [],
    rawTrailers: [],
    contentType: null,
    headMs: null,
    bodyMs: 0,
    body,
    // It has no head: there is nothing to check.
    checked: nothingOf(settings.checks),
  });
}

/** The name of the bin when it takes requests; null when it must be created first. */
function admit(context: CaptureContext, route: HookRoute): string | null {
  if (route.bin === null) throw new HookglassError('bad_bin_id');
  if (context.pressure.bytes > maxPressureBytes) throw new HookglassError('store_busy');
  const settings = context.store.bins.settings(route.bin);
  if (settings?.paused) throw new HookglassError('bin_paused');
  return settings?.id ?? null;
}

async function createBin(context: CaptureContext, { request, route, connection }: Arrival): Promise<string> {
  const id = route.bin ?? '';
  const host = hostName(request.headers.host);
  const local = host !== null && (isLoopback(host.replace(/^\[|\]$/g, '')) || host.endsWith('.localhost'));
  // A header can say anything: the sender itself must be on this machine.
  if (!context.autoCreate || !local || !isLoopback(connection.remoteAddress)) noSuchBin(id);
  await context.store.bins.create({ id, name: id });
  return id;
}

async function keep(
  context: CaptureContext,
  arrival: Arrival,
  { intake, response, bin }: { intake: Intake; response: ServerResponse; bin: string },
): Promise<void> {
  const end = await intake.done;
  const receivedAll = performance.now();
  const arrived = newCapture(arrival, bin, end, receivedAll);
  const checked = await check(context, arrived);
  const refused = end.status === 200 ? checked.refused : null;
  const settings = context.store.bins.settings(bin);
  const isAsked = end.status === 200 && !refused && settings !== null && context.onward.isAsked(settings);
  const choice = end.status === 200 && !isAsked ? await choose(context, arrived, checked) : null;
  const scripted = choice?.scripted ?? null;
  const { status, reason } = scripted ? { status: scripted.shown, reason: null } : (refused ?? end);
  // What a target will answer is not known yet, and never will be should this process end now.
  const kept = { ...arrived, status: isAsked ? 0 : status, reason, checked: checked.checked ?? undefined };
  const submitted = context.commit.submit(scripted ? { ...kept, scripted: scripted.kept } : kept);
  const ack = await submitted.finally(choice?.over);
  if (!ack.ok) throw new HookglassError('bin_not_found');
  const { seq } = ack;
  // Senders get the name they used: the bin may be renamed at any time.
  const asked = arrival.route.bin ?? bin;
  const committed = performance.now();
  response.on('close', () => {
    const replyMs = response.writableFinished ? performance.now() - committed : Number.NaN;
    context.settle.add(bin, seq, committed - receivedAll, replyMs);
  });
  context.onward.stored(settings?.id ?? bin, Boolean(settings?.forwarding.length));
  if (isAsked && (await replyOnward(context, { bin, seq, response, reusable: end.reusable }))) return;
  if (scripted) {
    const { request } = arrival;
    const { reusable, body } = end;
    const echo = { size: body.stored, bytes: body.spool === null ? body.bytes : null };
    const exchange = {
      request,
      response,
      asked,
      bin,
      seq,
      id: arrived.id,
      since: receivedAll,
      reusable,
      echo,
    };
    await send(context, exchange, scripted);
  } else if (status === 0) response.destroy();
  else reply(context, response, respond(asked, seq, { status, reason, state: end.state }), end.reusable);
}

/** What the bin's own answers make of it; null: it has none. */
function choose(
  { store, responder }: CaptureContext,
  arrived: NewCapture,
  { checked, refused }: CheckedArrival,
): Choice | Promise<Choice> | null {
  const settings = store.bins.settings(arrived.bin);
  if (!settings) return null;
  const judged = { signature: checked?.signature ?? null, refused: refused !== null };
  return responder.choose(settings.response, { ...arrived, bin: settings.id }, judged);
}

/** Passes on what a target answers; false: none wants this request, the bin answers. */
async function replyOnward(
  context: CaptureContext,
  { bin, seq, response, reusable }: { bin: string; seq: number; response: ServerResponse; reusable: boolean },
): Promise<boolean> {
  const proxied = await context.onward.answer(bin, seq);
  await context.onward.answered(bin, seq, response.destroyed ? 0 : (proxied?.status ?? 200));
  if (!proxied) return false;
  const more: HeaderPair[] = [['hookglass-seq', String(seq)]];
  if ('reason' in proxied) {
    const refused = refuse(proxied.status, 'target_failed', proxied.reason);
    reply(context, response, { ...refused, headers: [...refused.headers, ...more] }, reusable);
    return true;
  }
  const headers = [...proxied.headers, ...sandboxHeaders, ...more];
  write(context, response, { status: proxied.status, headers, body: proxied.body }, reusable);
  return true;
}

/** By the settings of now: they may have changed while the body arrived. */
function check(context: CaptureContext, arrived: NewCapture): CheckedArrival | Promise<CheckedArrival> {
  const checks = context.store.bins.settings(arrived.bin)?.checks;
  if (!checks || checks.list.length === 0) return { checked: nothingOf(checks), refused: null };
  const { method, target, rawHeaders, state, receivedAt, body } = arrived;
  return context.check.check(checks, {
    method,
    target,
    headers: pairsOf(rawHeaders),
    state,
    receivedAt,
    body,
  });
}

const nothingOf = (checks: Checks | undefined): Checked => ({
  version: checks?.version ?? 0,
  signature: null,
  verdicts: null,
});

function newCapture(arrival: Arrival, bin: string, end: IntakeEnd, receivedAll: number): NewCapture {
  const { request, route, connection } = arrival;
  return {
    bin,
    id: uuidv7(),
    receivedAt: arrival.receivedAt,
    method: request.method ?? '',
    target: request.url ?? '',
    path: route.path,
    httpVersion: request.httpVersion,
    rawHeaders: arrival.rawHeaders,
    rawTrailers: request.rawTrailers,
    contentType: request.headers['content-type'] ?? null,
    remoteAddress: connection.remoteAddress,
    remotePort: connection.remotePort,
    state: end.state,
    reason: end.reason,
    status: end.status,
    headMs: arrival.headMs,
    bodyMs: receivedAll - arrival.startedAt,
    body: end.body,
  };
}

/** An IPv4 peer of a socket that speaks both families is written as IPv4. */
export const peerAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '');

function refusal({ hosted }: CaptureContext, cause: unknown): SentResponse {
  if (!(cause instanceof HookglassError)) return refuse(503, 'store_failed', 'The request was not kept');
  if (cause.code === 'disk_full' && hosted) return refuse(503, 'store_busy', 'The request was not kept');
  return refuse(cause.statusCode, cause.code, cause.message);
}

function reply(
  context: CaptureContext,
  response: ServerResponse,
  answer: SentResponse,
  reusable: boolean,
): void {
  write(context, response, { ...answer, body: Buffer.from(answer.body) }, reusable);
}

function write(
  context: CaptureContext,
  response: ServerResponse,
  { status, headers, body }: { status: number; headers: readonly HeaderPair[]; body: Uint8Array },
  reusable: boolean,
): void {
  if (response.headersSent || response.destroyed) return;
  const sent = headers.flat();
  // Statuses that have no body have no length either.
  if (status !== 204 && status !== 304) sent.push('content-length', String(body.length));
  if (context.closing || !reusable) sent.push('connection', 'close');
  response.writeHead(status, sent);
  response.end(body);
}

/** An answer for a connection whose parser has stopped: written by hand, then the connection closes. */
export function rawRefusal(status: number, message: string): string {
  const { headers, body } = refuse(status, 'not_http', message);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...lines,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
