/** A draft without what says nothing: empty rows, empty conditions. Pure. */
import type { Answer, BinResponse, ResponseRule, RuleMatch } from '../../../server/contract.ts';

/** The draft as it is sent. */
export const tidy = (response: BinResponse): BinResponse => ({
  ...response,
  answers: response.answers.map(tidyAnswer),
  rules: response.rules.map(tidyRule),
});

const tidyAnswer = (answer: Answer): Answer => ({
  ...answer,
  headers: answer.headers.filter(([name, value]) => name !== '' || value !== ''),
});

const tidyRule = (rule: ResponseRule): ResponseRule => ({
  ...rule,
  name: rule.name.trim(),
  match: tidyMatch(rule.match),
  answers: rule.answers.map(tidyAnswer),
});

function tidyMatch(match: RuleMatch): RuleMatch {
  const kept = Object.entries(match).map(([key, value]): [string, unknown] => [
    key,
    Array.isArray(value) ? value.filter((one) => !isEmptyRow(one)) : value,
  ]);
  return Object.fromEntries(kept.filter(([, value]) => !isNothing(value)));
}

const isEmptyRow = (one: unknown): boolean =>
  typeof one === 'object' &&
  one !== null &&
  'name' in one &&
  one.name === '' &&
  'value' in one &&
  one.value === null;

const isNothing = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);
