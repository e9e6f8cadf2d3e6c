/** What a bin answers, in a few words for its stage of the pipeline. */
import type { Answer, BinResponse, FaultKind } from '../server/contract.ts';
import { headerValue, mediaType } from '../server/headers.ts';
import { formatMs } from './format.ts';
import { t } from './locales/locale.ts';
import { lastOf, readFails } from './response-fails.ts';

/** The answer that most requests get: the last one, which stays. */
export const usualAnswer = (response: BinResponse): Answer =>
  response.after === 'stay' ? lastOf(response) : (response.answers[0] ?? lastOf(response));

/** What it is: JSON, a media type, the body that came. */
export function bodyWord(response: BinResponse): string {
  const { headers, body } = usualAnswer(response);
  if (body.kind === 'echo') return t.value.response.bodies.echo;
  const { essence } = mediaType(headerValue(headers, 'content-type'));
  return essence.endsWith('json') ? 'JSON' : essence;
}

/** The name of a fault. */
export const faultName = (fault: FaultKind): string =>
  t.value.response.faults[fault === 'long' ? 'short' : fault].name;

/** What is not as plain as an answer can be: nobody should wonder why a sender fails. */
export function responseTags(response: BinResponse): string[] {
  const words = t.value.response.tags;
  const { fault, delay } = usualAnswer(response);
  const fails = readFails(response);
  const rules = response.rules.filter(({ enabled }) => enabled).length;
  return [
    ...(fails ? [words.failFirst(fails.count)] : []),
    ...(!fails && response.answers.length > 1 ? [words.sequence(response.answers.length)] : []),
    ...(fault ? [faultName(fault)] : []),
    ...(delay.maxMs > 0 ? [t.value.response.delayed(formatMs(delay.maxMs))] : []),
    ...(rules > 0 ? [words.rules(rules)] : []),
  ];
}
