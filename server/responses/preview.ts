/** What a sender would see of a response that is not in force yet, tried on one request. Nothing is kept or counted. */
import { hash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { announcedLength, ownBody, respond, scriptedHeaders, sentLength } from '../capture/respond.ts';
import type { BinResponse, HeaderPair, ResponsePreview } from '../contract.ts';
import { headerValue } from '../headers.ts';
import { isSilent } from '../outcomes.ts';
import type { StoredRequest } from '../store/store.ts';
import { type AskedRequest, Facts } from './facts.ts';
import { keptBytes, type Scripted } from './answer.ts';
import type { Responder } from './responder.ts';
import { scriptOf, type Sequence, whoAnswers } from './script.ts';
import { placeOf } from './sequences.ts';
import { type WarnedBin, warningsOf } from './warnings.ts';

/** A stored request and its body. */
export interface Previewed {
  request: StoredRequest;
  body: Uint8Array;
}

/** A bin, and the request that is tried; null: one is made up. */
export interface PreviewedBin extends WarnedBin {
  bin: string;
  found: Previewed | null;
}

const leastAnswers = 4;
const mostAnswers = 12;

/** Rejects only when something is wrong here: a template that fails is an answer. */
export async function preview(
  responder: Responder,
  response: BinResponse,
  asked: PreviewedBin,
): Promise<ResponsePreview> {
  const { found, bin } = asked;
  const request = found ? askedOf(found) : madeUp(bin);
  const turns = turnsOf(response, (attempt) => new Facts(request, found?.request.signature ?? null, attempt));
  const [first] = turns;
  const facts = new Facts(request, found?.request.signature ?? null, 1);
  const seq = found?.request.seq ?? null;
  const scripted = first ? await responder.prepare(first.sequence, first.place, facts) : null;
  return {
    seq,
    rule: first?.sequence.rule?.name ?? null,
    ruleId: first?.sequence.rule?.id ?? null,
    chain: turns.map(({ sequence, place }, at) => chained(sequence, at === 0 ? scripted : null, place)),
    ...(scripted ? wireOf(scripted, { bin, seq: seq ?? 1, facts }) : plainWire(bin, seq ?? 1)),
    warnings: warningsOf(response, asked),
  };
}

interface Turn {
  sequence: Sequence;
  place: number;
}

/** The answers to one event after the other attempt; no dice is thrown against it. */
function turnsOf(response: BinResponse, factsOf: (attempt: number) => Facts): Turn[] {
  const script = scriptOf(response);
  const longest = Math.max(...[script.own, ...script.rules].map(({ answers }) => answers.length));
  const length = Math.min(mostAnswers, Math.max(leastAnswers, longest + 1));
  const given = new Map<string, number>();
  return Array.from({ length }, (_, at) => {
    const sequence = whoAnswers(script, factsOf(at + 1), { refused: false, random: () => 0 }) ?? script.own;
    const id = sequence.rule?.id ?? '';
    const count = given.get(id) ?? 0;
    given.set(id, count + 1);
    return { sequence, place: placeOf(count, sequence.answers.length, sequence.after) };
  });
}

/** `scripted`: what became of it, where that is known: a template may have failed. */
function chained(
  { answers, rule }: Sequence,
  scripted: Scripted | null,
  place: number,
): ResponsePreview['chain'][number] {
  const answer = answers[place];
  const fault = scripted ? scripted.fault : (answer?.fault ?? null);
  const status = scripted?.status ?? answer?.status ?? 200;
  const { minMs = 0, maxMs = 0 } = answer?.delay ?? {};
  return { status: isSilent(fault) ? 0 : status, fault, minMs, maxMs, rule: rule?.name ?? null };
}

type Wire = Pick<ResponsePreview, 'head' | 'body' | 'bodyBytes'>;

function plainWire(bin: string, seq: number): Wire {
  const { status, headers, body, bodyBytes } = respond(bin, seq, {
    status: 200,
    state: 'complete',
    reason: null,
  });
  return { head: headOf(status, headers, bodyBytes), body, bodyBytes };
}

/** As node:http writes it on a connection that stays. */
function headOf(status: number, headers: readonly HeaderPair[], length: number | null): string {
  const lines = [
    ...headers,
    ...(length === null ? [] : [['content-length', String(length)] as const]),
    ['Date', new Date().toUTCString()] as const,
    ['Connection', 'keep-alive'] as const,
    ['Keep-Alive', 'timeout=5'] as const,
  ].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}`, ...lines].join('\r\n');
}

function wireOf(
  { status, fault, headers, body }: Scripted,
  { bin, seq, facts }: { bin: string; seq: number; facts: Facts },
): Wire {
  if (isSilent(fault)) return { head: '', body: '', bodyBytes: 0 };
  const own = Buffer.from(ownBody(bin, seq, status));
  const bytes = body.kind === 'bytes' ? body.bytes : body.kind === 'echo' ? facts.bytes : own;
  const length = body.kind === 'echo' ? facts.request.body.stored : bytes.length;
  const sent = Buffer.from(bytes.subarray(0, Math.min(keptBytes, sentLength(fault, length))));
  return {
    head: headOf(status, scriptedHeaders(headers, seq), announcedLength(status, fault, length)),
    body: sent.toString(),
    bodyBytes: sentLength(fault, length),
  };
}

const askedOf = ({ request, body }: Previewed): AskedRequest => ({
  bin: request.bin,
  id: request.id,
  receivedAt: Date.parse(request.receivedAt),
  method: request.method,
  path: request.path,
  rawHeaders: request.headers.flat(),
  contentType: headerValue(request.headers, 'content-type'),
  remoteAddress: request.remoteAddress,
  body: { ...request.body, bytes: [body], spool: null },
});

function madeUp(bin: string): AskedRequest {
  const body = Buffer.from('{"id":"evt_1","type":"example.created"}');
  const sha256 = hash('sha256', body);
  return {
    bin,
    id: '00000000-0000-7000-8000-000000000000',
    receivedAt: Date.now(),
    method: 'POST',
    path: '/',
    rawHeaders: ['Host', 'localhost', 'Content-Type', 'application/json'],
    contentType: 'application/json',
    remoteAddress: '127.0.0.1',
    body: { size: body.length, stored: body.length, sha256, bytes: [body], spool: null },
  };
}
