/** Every case over a real socket: what must be kept is compared byte by byte with what was sent. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CapturedRequest } from '../../../server/contract.ts';
import { type Piece, type RawAnswer, sendRaw } from '../../support/raw-socket.ts';
import { launchServer, type TestServer } from '../../support/server.ts';
import { bodyCases } from './bodies.ts';
import type { RawCase, Row } from './case.ts';
import { endingCases } from './endings.ts';
import { framingCases } from './framing.ts';
import { headerCases } from './headers.ts';
import { requestLineCases } from './request-line.ts';
import { readSent, type SentRequest } from './wire.ts';

const cases = [...requestLineCases, ...headerCases, ...framingCases, ...bodyCases, ...endingCases].map(
  (one, at) => ({ ...one, id: `case-${at}` }),
);

let server: TestServer;

beforeAll(async () => {
  server = await launchServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'canary' } });
});
afterAll(() => server.close());

it('has at least 170 cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(170);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

it.each(cases)('$name', async (one) => {
  await prepareBin(one);
  const pieces = one.pieces.map((piece) => fill(piece, one.id));
  const wire = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  const answer = await sendRaw({
    port: server.port,
    pieces,
    end: one.end,
    answers: one.closed ? null : one.statuses.length,
    isHead: (index) => readSent(wire)[index]?.method === 'HEAD',
    timeoutMs: 5_000,
  });
  expect(answer.statuses).toEqual(one.statuses);
  if (one.says) expect(answer.text).toMatch(one.says);
  expect(answer.closed).toBe(one.closed);
  const requests = await storedRows(one);
  expect(requests.map(({ state }) => state)).toEqual(
    one.rows.map((row) => (row === 'sent' ? 'complete' : row.state)),
  );
  const sent = readSent(wire).filter(({ target, headers }) => isForBin(target, headers, one.id));
  for (const [at, row] of one.rows.entries()) {
    const request = requests[at];
    if (request) await expectRow(request, row, sent[at], one);
  }
  if (one.path !== undefined) expect(requests[0]?.path).toBe(one.path);
  expectAnswers(answer, requests, one);
  await expectAlive();
});

/** Placeholders become the bin of the case and the address of the server. */
const fill = (piece: Piece, bin: string): Piece =>
  typeof piece === 'string'
    ? piece.replaceAll('{bin}', bin).replaceAll('{authority}', `localhost:${server.port}`)
    : piece;

const isForBin = (target: string, headers: SentRequest['headers'], bin: string): boolean =>
  target.includes(`/in/${bin}`) ||
  headers.some(([name, value]) => name === 'Host' && value.toLowerCase().startsWith(`${bin}.localhost`));

async function prepareBin({ id, bin = 'empty' }: RawCase & { id: string }): Promise<void> {
  if (bin === 'none') return;
  expect((await server.api('/api/bins', { method: 'POST', json: { id } })).status).toBe(201);
  if (bin === 'paused') await server.api(`/api/bins/${id}`, { method: 'PATCH', json: { paused: true } });
}

/** All rows of the bin, oldest first. A row of a sender that is gone comes when it comes. */
async function storedRows({ id, rows }: RawCase & { id: string }): Promise<CapturedRequest[]> {
  if (rows.length > 0) {
    await expect
      .poll(async () => (await server.bin(id)).lastSeq, { interval: 5 })
      .toBeGreaterThanOrEqual(rows.length);
  }
  const answer = await server.api<{ items?: { seq: number }[] }>(
    `/api/bins/${id}/requests?after=0&limit=500`,
  );
  const seqs = (answer.body.items ?? []).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, at) => at + 1));
  return Promise.all(seqs.map((seq) => server.request(id, seq)));
}

async function expectRow(
  request: CapturedRequest,
  row: Row,
  sent: SentRequest | undefined,
  { id, statuses }: RawCase & { id: string },
): Promise<void> {
  const body = (await server.body(id, request.seq)).toString('latin1');
  expect(request).toMatchObject({ bin: id, remoteAddress: '127.0.0.1' });
  if (row === 'sent') {
    const { method, target, httpVersion, headers, trailers } = request;
    expect({ method, target, httpVersion, headers, trailers, body: digest(body) }).toEqual({
      ...sent,
      body: digest(sent?.body ?? ''),
    });
    expect(request).toMatchObject({ status: 200, reason: null, body: bodyOf(sent?.body ?? '') });
    return;
  }
  expect(request.reason).toMatch(row.reason);
  // To a sender that is gone, as to one that has half-closed, 400 is said, whether it comes through or not.
  expect([0, 400, ...statuses]).toContain(request.status);
  if (row.method !== undefined) expect(request.method).toBe(row.method);
  if (row.target !== undefined) expect(request.target).toBe(row.target.replace('{bin}', id));
  if (row.kept === undefined) return;
  expect(digest(body)).toEqual(digest(row.kept));
  expect(request.body).toEqual({ ...bodyOf(row.all ?? row.kept), stored: row.kept.length });
}

/** Answers of the capture plane name the rows in their order and may not run script on this origin. */
function expectAnswers(
  { replies, text }: RawAnswer,
  requests: readonly CapturedRequest[],
  { id }: { id: string },
): void {
  expect(text).not.toMatch(/(?:^|\n)HTTP\/1\.1 50[0-24-9] /);
  const named = replies.filter(({ headers }) => headers.has('hookglass-seq'));
  const answered = requests.filter(({ state, status }) => status !== 0 && state !== 'refused');
  expect(named.map(({ headers }) => Number(headers.get('hookglass-seq')))).toEqual(
    answered.length === named.length ? answered.map(({ seq }) => seq) : named.map((_, at) => at + 1),
  );
  for (const { status, headers, body } of named) {
    expect(headers.get('content-security-policy')).toMatch(/^sandbox;/);
    const seq = Number(headers.get('hookglass-seq'));
    if (status === 200 && body !== '') expect(JSON.parse(body)).toEqual({ ok: true, bin: id, seq });
  }
}

/** The server takes the next request of somebody else at once, and nothing went wrong inside. */
async function expectAlive(): Promise<void> {
  const pieces = [`GET /in/canary HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`];
  const { statuses } = await sendRaw({ port: server.port, pieces, timeoutMs: 1_000 });
  expect(statuses).toEqual([200]);
  expect(server.errors).toEqual([]);
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** Large texts by their digest: a difference of megabytes says nothing. */
const digest = (text: string): string =>
  text.length > 2000 ? `${text.length} bytes, sha256 ${sha256(text)}` : text;

const bodyOf = (text: string): CapturedRequest['body'] => ({
  size: text.length,
  stored: text.length,
  sha256: sha256(text),
});
