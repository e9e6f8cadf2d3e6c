/** What a person sets for a bin's response, completed and checked field by field; what cannot work is refused by its name. */
import type {
  Answer,
  AnswerBody,
  BinResponse,
  HeaderPair,
  NewAnswer,
  NewBinResponse,
  NewResponseRule,
  ResponseRule,
  RuleMatch,
} from '../contract.ts';
import { HookglassError } from '../errors.ts';
import { plainAnswer } from '../plain-response.ts';
import { wrongWithHeader } from './headers.ts';
import { wrongWithTemplate } from './template.ts';

// The settings are in memory, on the live stream and in every list of bins.
const maxBytes = 262_144;

type NewSequence = Omit<NewBinResponse, 'rules'>;
type Sequence = Omit<BinResponse, 'rules'>;

/** The whole settings, with defaults for what is left out. Throws bad_response with the field below `place`. */
export function readResponse({ rules = [], ...own }: NewBinResponse, place = 'response'): BinResponse {
  const response = {
    ...readSequence(own, place),
    rules: rules.map((rule, at) => readRule(rule, at, `${place}.rules.${at}`)),
  };
  checkIds(response.rules, place);
  const bytes = Buffer.byteLength(JSON.stringify(response));
  if (bytes > maxBytes) refuse(place, `It takes ${bytes} bytes as JSON; ${maxBytes} is the most`);
  return response;
}

function readRule(
  { id, name, enabled = true, match = {}, probability = 1, ...own }: NewResponseRule,
  at: number,
  place: string,
): ResponseRule {
  const number = at + 1;
  checkMatch(match, `${place}.match`);
  return {
    id: id ?? `rule-${number}`,
    name: name ?? id ?? `Rule ${number}`,
    enabled,
    match,
    probability,
    ...readSequence(own, place),
  };
}

function checkIds(rules: readonly ResponseRule[], place: string): void {
  const known = new Set<string>();
  rules.forEach(({ id }, at) => {
    if (known.has(id)) refuse(`${place}.rules.${at}.id`, `Another rule is called "${id}" already`);
    known.add(id);
  });
}

function readSequence(
  { answers, countPer = 'event', after = 'stay', ...single }: NewSequence,
  place: string,
): Sequence {
  const [named] = Object.keys(single);
  if (answers && named !== undefined)
    refuse(`${place}.${named}`, 'Either one answer or a list of answers, not both');
  const read = answers
    ? answers.map((answer, at) => readAnswer(answer, `${place}.answers.${at}`))
    : [readAnswer(single, place)];
  return { answers: read, countPer, after };
}

function readAnswer(asked: NewAnswer, place: string): Answer {
  const body = readBody(asked.body);
  checkTemplate(body, `${place}.body.text`);
  const delay = readDelay(asked.delay);
  if (delay.minMs > delay.maxMs)
    refuse(`${place}.delay.minMs`, 'The shortest delay is longer than the longest');
  const headers = readHeaders(asked.headers, body);
  headers.forEach((header, at) => checkHeader(header, `${place}.headers.${at}`));
  return { status: asked.status ?? plainAnswer.status, headers, body, delay, fault: asked.fault ?? null };
}

function readBody(asked: NewAnswer['body']): AnswerBody {
  if (asked === undefined) return plainAnswer.body;
  const body: AnswerBody = typeof asked === 'string' ? { kind: 'fixed', text: asked } : asked;
  const isText = body.kind === 'fixed' || body.kind === 'template';
  return isText ? { kind: body.kind, text: body.text ?? '' } : { kind: body.kind };
}

const readDelay = (asked: NewAnswer['delay'] = 0): Answer['delay'] =>
  typeof asked === 'number' ? { minMs: asked, maxMs: asked } : asked;

/** A list is all of them; named ones stand beside the type that follows from the body. */
function readHeaders(asked: NewAnswer['headers'], body: AnswerBody): HeaderPair[] {
  if (Array.isArray(asked)) return asked;
  const named = Object.entries(asked ?? {});
  const hasType = named.some(([name]) => name.toLowerCase() === 'content-type');
  return hasType ? named : [...typeOf(body), ...named];
}

/** An echo has the type that came. */
function typeOf(body: AnswerBody): HeaderPair[] {
  if (body.kind === 'default') return [...plainAnswer.headers];
  if (body.kind === 'echo') return [];
  const isJson = /^\s*[{[]/.test(body.text ?? '');
  return [['content-type', isJson ? 'application/json' : 'text/plain; charset=utf-8']];
}

function checkHeader([name, value]: HeaderPair, place: string): void {
  const wrong = wrongWithHeader(name, value);
  if (wrong) refuse(`${place}.${wrong.part}`, wrong.reason);
  const template = wrongWithTemplate(value);
  if (template !== null) refuse(`${place}.1`, template);
}

function checkTemplate({ kind, text = '' }: AnswerBody, place: string): void {
  const wrong = kind === 'template' ? wrongWithTemplate(text) : null;
  if (wrong !== null) refuse(place, wrong);
}

function checkMatch({ attempts, path, methods = [] }: RuleMatch, place: string): void {
  if (attempts && attempts.max !== null && attempts.min > attempts.max)
    refuse(`${place}.attempts.min`, 'The first attempt comes after the last');
  if (path !== undefined && path !== '' && !/^[/*]/.test(path))
    refuse(`${place}.path`, 'A path begins with / or *');
  methods.forEach((method, at) => {
    if (!/^[A-Za-z-]+\*?$|^\*$/.test(method)) refuse(`${place}.methods.${at}`, `"${method}" is no method`);
  });
}

function refuse(field: string, message: string): never {
  throw new HookglassError('bad_response', `${field}: ${message}`, { field });
}
