/** A rule in a few words: what it is for, what it answers. */
import type { Answer, ResponseRule, RuleMatch } from '../../../server/contract.ts';
import { formatMs } from '../../format.ts';
import { said } from './said.ts';

/** Body and delay of an answer. */
export function answerNotes({ body, delay, headers }: Answer): string {
  const words = said.value;
  const { minMs, maxMs } = delay;
  const time = minMs === maxMs ? formatMs(minMs) : `${formatMs(minMs)}–${formatMs(maxMs)}`;
  return [
    words.bodies[body.kind],
    ...(maxMs > 0 ? [words.delayed(time)] : []),
    ...headers.filter(([name]) => /^(retry-after|location)$/i.test(name)).map((pair) => pair.join(': ')),
  ].join(' · ');
}

const pairs = (kind: string, list: RuleMatch['query'] = []): string[] =>
  list.map(({ name, value }) => `${kind}${name}${value === null ? '' : `: ${value}`}`);

function attemptsWord({ attempts }: RuleMatch): string[] {
  if (!attempts) return [];
  const { min, max } = attempts;
  return [said.value.attemptsOf(max === null ? `${min}…` : min === max ? String(min) : `${min}–${max}`)];
}

/** The conditions of a rule. */
export function matchWords({ match, probability }: ResponseRule): string {
  const words = said.value;
  const parts = [
    [match.methods?.join(', '), match.path].filter(Boolean).join(' '),
    match.event,
    match.providers?.join(', '),
    ...pairs('', match.json),
    ...pairs('', match.headers),
    ...pairs('?', match.query),
    ...attemptsWord(match),
    match.signatures?.map((one) => words.signatures[one]).join(', '),
    ...(probability < 1 ? [`${percentOf(probability)} %`] : []),
  ].filter(Boolean);
  const isAll = Object.keys(match).length === 0;
  return [...(isAll ? [words.everyRequest] : []), ...parts].join(' · ');
}

/** A probability as a number of percent, without the noise of fractions. */
export const percentOf = (probability: number): number => Math.round(probability * 1e4) / 100;
