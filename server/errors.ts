/** Every error that leaves this process: its code, its status and what it says when nothing better is known. */
import { STATUS_CODES } from 'node:http';

const errors = {
  bad_bin_id: [404, 'A bin is named by 1 to 63 of a-z, 0-9, - and _, beginning with a letter or a digit'],
  bad_body: [400, 'The body is not valid JSON'],
  bad_cursor: [400, 'The cursor cannot be read'],
  bad_edit: [400, 'The edited request cannot be sent as HTTP'],
  bad_filter: [400, 'The filter cannot be read'],
  bad_response: [400, 'The response cannot be used'],
  bad_forwarding: [400, 'The forwarding cannot be used'],
  bad_send: [400, 'The test event cannot be sent'],
  bad_verification: [400, 'The verification cannot be used'],
  bad_target: [400, 'The target is not an http or https URL'],
  bin_exists: [409, 'A bin of this name exists'],
  bin_not_found: [404, 'No such bin'],
  bin_paused: [503, 'This bin is paused and keeps nothing'],
  body_too_large: [413, 'The body is larger than this server keeps'],
  cannot_sign: [400, 'The request cannot be signed'],
  delivery_not_found: [404, 'No such delivery; it may have been pruned'],
  disk_full: [507, 'The disk is full: nothing was kept'],
  foreign_origin: [403, 'Only the page of this server may call its API'],
  format_not_found: [404, 'No such export format'],
  json_only: [415, 'Send JSON, with content-type: application/json'],
  misdirected: [421, 'This host name is not served here'],
  no_such_part: [404, 'The body has no such part'],
  ndjson_only: [415, 'Send NDJSON, with content-type: application/x-ndjson'],
  not_found: [404, 'There is nothing at this address'],
  no_secret_to_keep: [409, 'This request is no handshake that brings a secret for its bin'],
  not_sendable: [409, 'The parser refused this request: there is no whole request to send'],
  out_of_room: [503, 'Too many large bodies are being read at once: try again'],
  provider_not_found: [404, 'No such provider; GET /api/providers lists them'],
  request_pinned: [409, 'This request is pinned: add pinned=1 to delete it'],
  request_not_found: [404, 'No such request; it may have been deleted or pruned'],
  run_not_found: [404, 'No such run; it may have ended before the last start'],
  sample_not_found: [404, 'No such sample; GET /api/samples lists them'],
  store_busy: [503, 'The store is busy: nothing was kept'],
  store_corrupt: [503, 'The database is damaged'],
  store_failed: [503, 'The store failed: nothing was kept'],
  store_in_use: [503, 'Another Hookglass is using this database'],
  store_newer: [503, 'The database was written by a newer Hookglass'],
  store_unwritable: [503, 'The database cannot be written'],
  too_many_bursts: [409, 'Enough bursts are running: wait, or stop one'],
  took_too_long: [503, 'This took too long and was given up'],
  template_failed: [500, 'The template of the answer failed'],
  token_required: [401, 'This server asks for its access token'],
  target_not_found: [404, 'The bin has no such forwarding target'],
  unknown_coding: [415, 'The content coding of this body is not known here'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** A code of the table above. */
export type ErrorCode = keyof typeof errors;

/** An error with a place in the table; `message` may say more than the table does. */
export class HookglassError extends Error {
  readonly code: ErrorCode;
  /** Where in the body that was sent. */
  readonly field: string | undefined;

  constructor(code: ErrorCode, message?: string, options?: ErrorOptions & { field?: string }) {
    super(message ?? errors[code][1], options);
    this.name = 'HookglassError';
    this.code = code;
    this.field = options?.field;
  }

  get statusCode(): number {
    return errors[this.code][0];
  }
}

/** Ends the call with an error of the table. */
export function fail(code: ErrorCode, message?: string): never {
  throw new HookglassError(code, message);
}

/** Ends the call with the way to come by a bin that is not there. */
export const noSuchBin = (id: string): never =>
  fail('bin_not_found', `No bin is called "${id}"; create it: POST /api/bins {"id":"${id}"}`);

/** True for a code of the table: errors that crossed a thread carry only their code. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errors, code);

/** The body of every error answer, on both planes. */
export function errorBody(statusCode: number, code: string, message: string, field?: string) {
  const more = field === undefined ? {} : { field };
  return { statusCode, code, error: STATUS_CODES[statusCode] ?? 'Error', message, ...more };
}
