/** What a bin answers with until somebody sets something else. Pure; shared with the page and the store. */
import type { Answer, BinResponse } from './contract.ts';

/** 200 with Hookglass's own JSON. */
export const plainAnswer: Answer = {
  status: 200,
  headers: [['content-type', 'application/json']],
  body: { kind: 'default' },
  delay: { minMs: 0, maxMs: 0 },
  fault: null,
};

/** What a new bin answers with. */
export const plainResponse: BinResponse = {
  answers: [plainAnswer],
  countPer: 'event',
  after: 'stay',
  rules: [],
};

/** True for an answer that is the plain one, whoever wrote it down. */
export const isPlainAnswer = ({ status, headers, body, delay, fault }: Answer): boolean =>
  status === 200 &&
  body.kind === 'default' &&
  delay.maxMs === 0 &&
  fault === null &&
  JSON.stringify(headers) === JSON.stringify(plainAnswer.headers);
