/** The thread that renders templates: a task in, the texts out, one after the other. */
import { parentPort } from 'node:worker_threads';
import type { Template } from 'liquidjs';
import { endMessage } from '../thread-end.ts';
import {
  isTooLong,
  maxRendered,
  parseTemplate,
  templateEngine,
  TemplateError,
  templateError,
} from './template.ts';

/** What a template may look at, besides what follows from it. */
export interface TemplateScope {
  method: string;
  /** Path and query, undecoded. */
  target: string;
  /** Names and values in turn. */
  rawHeaders: readonly string[];
  contentType: string | null;
  body: Uint8Array;
  bin: string;
  requestId: string;
  attempt: number;
  remoteAddress: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  uuid: string;
  provider: string | null;
  event: string | null;
  eventId: string | null;
}

/** One answer to render: its body and its headers. */
export interface TemplateTask {
  texts: readonly string[];
  scope: TemplateScope;
}

/** The texts rendered, or why they cannot be. */
export type TemplateAnswer = 'ready' | { texts: string[] } | { problem: string };

const maxKept = 200;
const liquid = templateEngine();
const parsed = new Map<string, Template[]>();

/** The first value of each header, by the name as it came and in lower case. No class: a template reaches its methods. */
function headersOf(raw: readonly string[]): Record<string, string> {
  const pairs: [name: string, value: string][] = [];
  for (let at = raw.length - 2; at >= 0; at -= 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  const lower = pairs.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return Object.fromEntries([...pairs, ...lower]);
}

function valuesOf(scope: TemplateScope): object {
  const [path = '', ...query] = scope.target.split('?');
  const text = new TextDecoder().decode(scope.body);
  const header = headersOf(scope.rawHeaders);
  const parameters = Object.fromEntries(new URLSearchParams(query.join('?')));
  const body = bodyOf(text, scope.contentType);
  const now = new Date(scope.receivedAt).toISOString();
  const { method, bin, attempt, uuid, provider, event, eventId: event_id, requestId: id } = scope;
  const { remoteAddress: remote_address } = scope;
  const head = { method, path, query: parameters, header, headers: header };
  const request = { id, ...head, text, received_at: now, remote_address };
  return { ...head, body, bin, attempt, now, uuid, provider, event, event_id, request };
}

/** JSON as what it says, a form by its fields, everything else as text. */
function bodyOf(text: string, contentType: string | null): unknown {
  if (contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function templateOf(text: string): Template[] {
  const known = parsed.get(text);
  if (known) return known;
  const made = parseTemplate(liquid, text);
  // Settings change seldom: what is not used any more goes with the rest.
  if (parsed.size >= maxKept) parsed.clear();
  parsed.set(text, made);
  return made;
}

/** A busy machine may have taken the time away: what took too long gets a second chance. */
function renderOne(template: Template[], values: object): string {
  try {
    return String(liquid.renderSync(template, values));
  } catch (cause) {
    if (!isTooLong(cause)) throw cause;
    return String(liquid.renderSync(template, values));
  }
}

function render({ texts, scope }: TemplateTask): Exclude<TemplateAnswer, 'ready'> {
  try {
    const values = valuesOf(scope);
    const rendered = texts.map((text) => renderOne(templateOf(text), values));
    // Before anything looks into them: texts this long are put together only then.
    if (rendered.reduce((sum, { length }) => sum + length, 0) > maxRendered)
      throw new TemplateError(`the answer has more than ${maxRendered} characters`);
    return { texts: rendered };
  } catch (cause) {
    return { problem: cause instanceof TemplateError ? cause.message : templateError(cause).message };
  }
}

parentPort?.on('message', (told: TemplateTask | typeof endMessage) => {
  if (told === endMessage) parentPort?.close();
  else parentPort?.postMessage(render(told));
});
// From here on a task takes as long as its template does.
parentPort?.postMessage('ready');
