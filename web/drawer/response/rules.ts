/** Rules as they are edited. Pure. */
import type { RequestSummary, ResponseRule, RuleMatch } from '../../../server/contract.ts';
import { plainScript } from './script.ts';

/** An id that no other rule has. */
export function freshId(rules: readonly ResponseRule[]): string {
  const taken = new Set(rules.map(({ id }) => id));
  for (let n = rules.length + 1; ; n += 1) if (!taken.has(`rule-${n}`)) return `rule-${n}`;
}

/** A rule that applies to every request until it is narrowed. */
export const newRule = (
  rules: readonly ResponseRule[],
  name: string,
  match: RuleMatch = {},
): ResponseRule => ({
  id: freshId(rules),
  name: name.slice(0, 120),
  enabled: true,
  match,
  probability: 1,
  ...plainScript,
});

/** A text as a pattern: what was cut may go on in any way. */
const patternOf = (text: string): string => (text.endsWith('…') ? `${text.slice(0, -1)}*` : text);

/** What requests like this one have in common: method, path, and the event of a sender that is known. */
export function matchLike({ method, path, title, provider }: RequestSummary): RuleMatch {
  const [plain = ''] = path.split('?', 1);
  return {
    ...(method && { methods: [method] }),
    ...(plain && { path: patternOf(plain) }),
    ...(provider !== null && { event: patternOf(title) }),
  };
}

/** The conditions a rule can have, in the order in which they are offered. */
export const conditions = [
  'methods',
  'path',
  'event',
  'json',
  'headers',
  'query',
  'providers',
  'attempts',
  'signatures',
] as const satisfies readonly (keyof RuleMatch)[];
export type Condition = (typeof conditions)[number];

/** Each condition as it begins. */
export const freshCondition: Required<RuleMatch> = {
  methods: ['POST'],
  path: '/*',
  event: '*',
  json: [{ name: '', value: null }],
  headers: [{ name: '', value: null }],
  query: [{ name: '', value: null }],
  providers: [],
  attempts: { min: 1, max: 1 },
  signatures: ['invalid'],
};

/** A match without one of its conditions. */
export function withoutCondition(match: RuleMatch, condition: Condition): RuleMatch {
  const { [condition]: _, ...rest } = match;
  return rest;
}

/** Words with commas or spaces between, each once. */
export const readWords = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter(Boolean))];
