/** An answer of a bin made ready to be sent, and what is kept of it. */
import type { Answer, FaultKind, HeaderPair } from '../contract.ts';
import { errorBody } from '../errors.ts';
import { isSilent } from '../outcomes.ts';
import type { ScriptedCapture, SentAnswer } from '../store/store.ts';
import type { Facts } from './facts.ts';
import { isHeaderValue } from './headers.ts';
import type { Sequence } from './script.ts';
import { TemplateError } from './template.ts';

// Nothing to say, RFC 9110 section 15.
const withoutBody = new Set([204, 205, 304]);

/** Bytes of a body that are kept as what was answered. */
export const keptBytes = 65_536;

/** A body: bytes, Hookglass's own JSON, or that of the request. */
export type ScriptedBody = { kind: 'bytes'; bytes: Buffer } | { kind: 'own' } | { kind: 'echo' };

/** An answer, ready to be sent. */
export interface Scripted {
  status: number;
  fault: FaultKind | null;
  delayMs: number;
  headers: readonly HeaderPair[];
  body: ScriptedBody;
  /** The status as the row has it: 0 where the sender gets none. */
  shown: number;
  kept: ScriptedCapture;
}

/** What the texts of an answer became. */
export interface Rendered {
  headers: readonly HeaderPair[];
  body: ScriptedBody;
  facts: Facts;
}

/** A header that a template made: dropping it would hide the mistake, sending it could end the head. */
export function headerValue(name: string, value: string): string {
  if (isHeaderValue(value)) return value;
  throw new TemplateError(
    `the header ${name} got a line break, a control character, one beyond U+00FF, or too many`,
  );
}

/** The body means what it meant when it came. */
export function echoHeaders(headers: readonly HeaderPair[], facts: Facts): HeaderPair[] {
  const missing = (name: string): boolean => !headers.some(([key]) => key.toLowerCase() === name);
  const type: HeaderPair = ['content-type', facts.request.contentType ?? 'application/octet-stream'];
  const codings = facts.headers('content-encoding').map((value): HeaderPair => ['content-encoding', value]);
  return [
    ...(missing('content-type') ? [type] : []),
    ...(missing('content-encoding') ? codings : []),
    ...headers,
  ];
}

/** Told to the sender and in the list: a template that fails is a mistake that somebody is looking for. */
export const failed = (message: string): Answer => ({
  status: 500,
  headers: [['content-type', 'application/json']],
  body: { kind: 'fixed', text: JSON.stringify(errorBody(500, 'template_failed', message)) },
  delay: { minMs: 0, maxMs: 0 },
  fault: null,
});

/** `rendered` null: nothing of it is a template. */
export function scriptedOf(answer: Answer, rule: Sequence['rule'], rendered: Rendered | null): Scripted {
  const { status, fault, delay } = answer;
  const headers = rendered?.headers ?? answer.headers;
  const full = rendered?.body ?? { kind: 'bytes' as const, bytes: Buffer.from(answer.body.text ?? '') };
  const body = withoutBody.has(status) ? { kind: 'bytes' as const, bytes: Buffer.alloc(0) } : full;
  const delayMs = delay.minMs + Math.floor(Math.random() * (delay.maxMs - delay.minMs + 1));
  const bytes = body.kind === 'bytes' ? body.bytes : body.kind === 'echo' ? rendered?.facts.bytes : null;
  const sent: SentAnswer = {
    status,
    headers: [...headers],
    body: bytes ? Buffer.from(bytes.subarray(0, keptBytes)).toString() : null,
    bodyBytes: body.kind === 'echo' ? (rendered?.facts.request.body.stored ?? 0) : (bytes?.length ?? 0),
    rule: rule?.name ?? null,
    ruleId: rule?.id ?? null,
    delayMs,
  };
  const shown = isSilent(fault) ? 0 : status;
  return { status, fault, delayMs, headers, body, shown, kept: { fault, answer: JSON.stringify(sent) } };
}
