import type { CapturedRequest } from '../contract.ts';
import type { Format } from './format.ts';

const columns = {
  seq: ({ seq }) => seq,
  receivedAt: ({ receivedAt }) => receivedAt,
  method: ({ method }) => method,
  path: ({ path }) => path,
  title: ({ title }) => title,
  summary: ({ summary }) => summary,
  provider: ({ provider }) => provider,
  eventId: ({ eventId }) => eventId,
  attempt: ({ attempt }) => attempt,
  status: ({ status }) => status,
  fault: ({ fault }) => fault,
  rule: ({ response }) => response.rule,
  state: ({ state }) => state,
  reason: ({ reason }) => reason,
  size: ({ size }) => size,
  contentType: ({ contentType }) => contentType,
  signature: ({ signature }) => signature,
  remoteAddress: ({ remoteAddress }) => remoteAddress,
  pinned: ({ pinned }) => pinned,
  note: ({ note }) => note,
  sha256: ({ body }) => body.sha256,
} satisfies Record<string, (request: CapturedRequest) => string | number | boolean | null>;

/** A table of requests without headers and bodies, safe to open in a spreadsheet. */
export const csv: Format = {
  id: 'csv',
  label: 'CSV table',
  group: 'file',
  extension: 'csv',
  mediaType: 'text/csv',
  one: true,
  many: true,
  async *write(requests) {
    yield `${Object.keys(columns).join(',')}\r\n`;
    for await (const { request } of requests) {
      const cells = Object.values(columns).map((read) => cell(String(read(request) ?? '')));
      yield `${cells.join(',')}\r\n`;
    }
  },
};

/** RFC 4180; what a spreadsheet would run as a formula gets an apostrophe first. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
