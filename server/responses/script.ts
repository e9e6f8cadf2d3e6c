/** A bin's response made ready for its requests, once for all of them. */
import { hash } from 'node:crypto';
import type { Answer, BinResponse, ResponseRule } from '../contract.ts';
import { isPlainAnswer } from '../plain-response.ts';
import type { Facts } from './facts.ts';
import { matcherOf, type Test } from './match.ts';
import { isTemplate } from './template.ts';

/** Answers in turn. */
export interface Sequence extends Pick<ResponseRule, 'answers' | 'countPer' | 'after'> {
  /** Null: the bin's own answers. */
  rule: { id: string; name: string } | null;
  /** Changes with the answers and how they are counted, not with the conditions. */
  version: string;
}

/** A rule that is switched on. */
export interface ScriptRule extends Sequence {
  applies: Test;
  probability: number;
  asksSignature: boolean;
}

/** What a bin answers with. */
export interface Script {
  /** Every request gets the plain answer. */
  isPlain: boolean;
  rules: readonly ScriptRule[];
  own: Sequence;
  /** Something asks for the number of the attempt. */
  asksAttempt: boolean;
}

// Settings are replaced, never changed.
const scripts = new WeakMap<BinResponse, Script>();

/** The script of settings as the store gives them. */
export function scriptOf(response: BinResponse): Script {
  const known = scripts.get(response);
  if (known) return known;
  const rules = response.rules.filter(({ enabled }) => enabled);
  const answers = [response, ...rules].flatMap((one) => one.answers);
  const made: Script = {
    isPlain: rules.length === 0 && response.answers.every(isPlainAnswer),
    rules: rules.map((rule) => ({
      ...sequenceOf(rule, { id: rule.id, name: rule.name }),
      applies: matcherOf(rule.match),
      probability: rule.probability,
      asksSignature: (rule.match.signatures?.length ?? 0) > 0,
    })),
    own: sequenceOf(response, null),
    asksAttempt: rules.some(({ match }) => match.attempts) || answers.some(saysAttempt),
  };
  scripts.set(response, made);
  return made;
}

function sequenceOf(
  { answers, countPer, after }: Pick<ResponseRule, 'answers' | 'countPer' | 'after'>,
  rule: Sequence['rule'],
): Sequence {
  const version = hash('sha256', JSON.stringify([answers, countPer, after]), 'base64url');
  return { answers, countPer, after, rule, version };
}

/** The texts of an answer that may be templates: the body first, then the values of its headers. */
export const textsOf = ({ body, headers }: Answer): string[] => [
  body.kind === 'template' ? (body.text ?? '') : '',
  ...headers.map(([, value]) => value),
];

const saysAttempt = (answer: Answer): boolean =>
  textsOf(answer).some((text) => isTemplate(text) && text.includes('attempt'));

/**
 * Who answers: the first rule that applies, else the bin itself. A request whose signature was refused is answered only by
 * a rule that asks for signatures; null: by nobody here.
 */
export function whoAnswers(
  { rules, own }: Script,
  facts: Facts,
  { refused, random }: { refused: boolean; random: () => number },
): Sequence | null {
  for (const rule of rules) {
    if (refused && !rule.asksSignature) continue;
    if (rule.applies(facts) && (rule.probability >= 1 || random() < rule.probability)) return rule;
  }
  return refused ? null : own;
}
