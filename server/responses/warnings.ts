/** What is doubtful about a response: rules that never apply, answers that nobody gets, loops. Pure. */
import { METHODS } from 'node:http';
import type { Answer, BinResponse, ResponseRule, ResponseWarning, RuleMatch } from '../contract.ts';
import { globOf } from '../filter-values.ts';
import { headerValue } from '../headers.ts';
import { isPlainAnswer } from '../plain-response.ts';
import { senders } from '../senders.ts';

/** What of a bin the warnings look at. */
export interface WarnedBin {
  hookUrl: string;
  /** It checks signatures. */
  verifies: boolean;
}

type Say = (field: string, code: keyof typeof reasons, values?: ResponseWarning['values']) => void;

const reasons = {
  rule_shadowed: 'Never applies: "{by}" before it answers the same requests.',
  rule_off_dice: 'Never applies: its probability is 0.',
  method_unknown: 'No request has the method {method}.',
  provider_unknown: 'Nobody is recognised as {provider}.',
  path_with_query: 'Never applies: the query is not part of the path.',
  path_with_bin: 'Never applies to requests by path: the path begins below the hook URL.',
  json_contradiction: 'Never applies: {name} cannot have two values.',
  event_without_provider: 'Never applies: only of known senders the event is known.',
  signature_without_verification: 'Never applies: this bin checks no signatures.',
  answers_beyond_attempts: 'Only the first {count} answers are ever given: the attempts end before.',
  own_unreachable: 'Never given: the rule "{by}" answers every request.',
  delay_long: 'Most senders give up after 5 to 30 s; this takes up to {seconds} s.',
  redirect_loop: 'Redirects to its own hook URL: a sender that follows comes back again and again.',
  redirect_without_location: 'A redirect without a location header leads nowhere.',
  body_not_sent: 'An answer with status {status} has no body: this one is not sent.',
  fault_without_body: 'Without a body there is little to see of this fault.',
} as const;

/** All warnings, in the order of the settings. */
export function warningsOf(response: BinResponse, bin: WarnedBin, place = 'response'): ResponseWarning[] {
  const found: ResponseWarning[] = [];
  const say: Say = (field, code, values = {}) =>
    void found.push({ field: `${place}${field}`, code, values, reason: filled(reasons[code], values) });
  response.rules.forEach((rule, at) => {
    if (rule.enabled) warnOfRule(rule, at, { response, bin, say });
  });
  const all = response.rules.find((rule) => answersAll(rule) && isUnconditional(rule.match));
  if (all && !response.answers.every(isPlainAnswer)) say('.answers', 'own_unreachable', { by: all.name });
  else warnOfAnswers(response.answers, '', { bin, say });
  return found;
}

const filled = (text: string, values: ResponseWarning['values']): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));

interface Asked {
  bin: WarnedBin;
  say: Say;
}

function warnOfRule(
  rule: ResponseRule,
  at: number,
  { response, bin, say }: Asked & { response: BinResponse },
): void {
  const place = `.rules.${at}`;
  const before = response.rules.slice(0, at).filter(answersAll);
  const shadow = before.find(({ match }) => isUnconditional(match) || isSame(match, rule.match));
  if (shadow) say(place, 'rule_shadowed', { by: shadow.name });
  if (rule.probability === 0) say(`${place}.probability`, 'rule_off_dice');
  warnOfMatch(rule.match, `${place}.match`, { bin, say });
  const { attempts } = rule.match;
  const last = attempts && attempts.max !== null ? attempts.max - attempts.min + 1 : Infinity;
  if (rule.countPer === 'event' && rule.after === 'stay' && rule.answers.length > last)
    say(`${place}.answers`, 'answers_beyond_attempts', { count: last });
  warnOfAnswers(rule.answers, place, { bin, say });
}

const answersAll = ({ enabled, probability }: ResponseRule): boolean => enabled && probability >= 1;

/** A pattern that takes anything is no condition. */
const isUnconditional = ({ path, methods, ...rest }: RuleMatch): boolean =>
  (path === undefined || /^\/?\*+$/.test(path)) &&
  (!methods?.length || methods.includes('*')) &&
  Object.values(rest).every((value) => Array.isArray(value) && value.length === 0);

const isSame = (one: RuleMatch, other: RuleMatch): boolean => normal(one) === normal(other);

const normal = (match: RuleMatch): string =>
  JSON.stringify(
    Object.entries(match)
      .filter(([, value]) => !Array.isArray(value) || value.length > 0)
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );

function warnOfMatch(match: RuleMatch, place: string, { bin, say }: Asked): void {
  const { methods = [], path, json = [], providers = [], event, signatures = [] } = match;
  methods.forEach((method, at) => {
    // A tunnel is refused before any rule.
    if (!METHODS.some((known) => known !== 'CONNECT' && globOf(method)(known)))
      say(`${place}.methods.${at}`, 'method_unknown', { method });
  });
  if (path?.includes('?')) say(`${place}.path`, 'path_with_query');
  if (path !== undefined && /^\/in\/./.test(path)) say(`${place}.path`, 'path_with_bin');
  providers.forEach((provider, at) => {
    const known = ['none', ...senders.map((sender) => sender.provider)];
    if (!known.some(globOf(provider))) say(`${place}.providers.${at}`, 'provider_unknown', { provider });
  });
  if (event !== undefined && providers.length > 0 && providers.every((one) => one === 'none'))
    say(`${place}.event`, 'event_without_provider');
  if (signatures.length > 0 && !bin.verifies) say(`${place}.signatures`, 'signature_without_verification');
  const fixed = new Map<string, string>();
  json.forEach(({ name, value }, at) => {
    if (value === null || value.includes('*')) return;
    const other = fixed.get(name);
    if (other !== undefined && other !== value.toLowerCase())
      say(`${place}.json.${at}`, 'json_contradiction', { name });
    fixed.set(name, value.toLowerCase());
  });
}

// A sender that waits longer is the exception.
const patientMs = 5_000;

function warnOfAnswers(answers: readonly Answer[], place: string, { bin, say }: Asked): void {
  answers.forEach(({ status, headers, body, delay, fault }, at) => {
    const here = `${place}.answers.${at}`;
    if (delay.maxMs > patientMs) say(`${here}.delay`, 'delay_long', { seconds: delay.maxMs / 1000 });
    if ([301, 302, 303, 307, 308].includes(status)) {
      const location = headerValue(headers, 'location');
      if (location === null) say(`${here}.headers`, 'redirect_without_location');
      else if (isOwn(location, bin.hookUrl)) say(`${here}.headers`, 'redirect_loop');
    }
    const hasNone = status === 204 || status === 205 || status === 304;
    const says = body.kind === 'echo' || (body.text ?? '') !== '';
    if (hasNone && says) say(`${here}.body`, 'body_not_sent', { status });
    const isOfBody = fault === 'cut' || fault === 'drip' || fault === 'long' || fault === 'short';
    const isEmpty = hasNone || (body.kind !== 'echo' && body.kind !== 'default' && !says);
    if (isOfBody && isEmpty) say(`${here}.fault`, 'fault_without_body');
  });
}

/** By its whole URL or by its path; what a template makes of it is not known. */
function isOwn(location: string, hookUrl: string): boolean {
  const own = new URL(hookUrl);
  if (!URL.canParse(location, hookUrl)) return false;
  const { host, pathname } = new URL(location, hookUrl);
  return host === own.host && `${pathname}/`.startsWith(`${own.pathname}/`);
}
