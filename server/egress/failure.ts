/** What went wrong on the wire, in words. Pure and total. */
import type { DeliveryError } from '../contract.ts';
import { DeliveryFailure } from './outgoing.ts';

const bySystemCode: Record<string, DeliveryError['code']> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EACCES: 'unreachable',
  EPROTO: 'tls',
  ERR_INVALID_CHAR: 'bad_request',
  ERR_INVALID_HTTP_TOKEN: 'bad_request',
  ERR_UNESCAPED_CHARACTERS: 'bad_request',
};

/** The reason why an attempt to `host` failed. */
export function errorOf(cause: unknown, host: string): DeliveryError {
  if (cause instanceof DeliveryFailure) return cause.error;
  const code = codeOf(cause);
  const kind = kindOf(code);
  const said = cause instanceof Error ? cause.message : String(cause);
  return { code: kind, message: sentence(kind, { host, code, said }) };
}

function kindOf(code: string): DeliveryError['code'] {
  const known = bySystemCode[code];
  if (known) return known;
  if (code.startsWith('HPE_')) return 'bad_answer';
  return /TLS|SSL|CERT|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls' : 'reset';
}

/** Of several addresses that were tried in vain, the one that somebody answered for says most. */
function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError) {
    const codes = cause.errors.map(codeOf);
    return codes.find((code) => code === 'ECONNREFUSED') ?? codes[0] ?? '';
  }
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function sentence(
  kind: DeliveryError['code'],
  { host, code, said }: { host: string; code: string; said: string },
): string {
  switch (kind) {
    case 'refused':
      return `nothing listens at ${host}: the connection was refused`;
    case 'reset':
      return `${host} broke the connection before its answer was there${code === '' ? '' : ` (${code})`}`;
    case 'dns':
      return `the name of ${host} cannot be looked up (${code})`;
    case 'timeout':
      return `${host} did not answer in time`;
    case 'unreachable':
      return `there is no way to ${host} from here (${code})`;
    case 'tls':
      return `no secure connection to ${host}: ${said} (${code})`;
    case 'bad_answer':
      return `what ${host} answered is not valid HTTP: ${said} (${code})`;
  }
  return `this cannot be sent as HTTP: ${said}`;
}
