/** Signs a request as a provider would: for test events and replays. */
import { createHash } from 'node:crypto';
import { headerValue } from '../headers.ts';
import { contentOf, isParts, withPublicUrl } from './content.ts';
import { signatureOf, signedBy } from './hmac.ts';
import { withHeader } from './jwt.ts';
import { signingKeyOf } from './keys.ts';
import { displayName } from './reading.ts';
import {
  isProblem,
  type Reading,
  type Scheme,
  type Settings,
  type SignatureProvider,
  type SignedRequest,
} from './signature.ts';
import { timeText } from './time.ts';
import { schemeOf } from './verify.ts';

/**
 * The request with the signature that the first secret makes of it at `nowMs`; old signature headers are replaced.
 * For a provider with a public key the secret is the private one. Null when the secret cannot sign, or the request
 * lacks what is signed.
 */
export function sign(
  provider: SignatureProvider,
  settings: Settings,
  request: SignedRequest,
  nowMs: number,
): SignedRequest | null {
  const scheme = schemeOf(provider, settings, request);
  const [secret] = settings.secrets;
  if (isProblem(scheme) || secret === undefined) return null;
  const key = signingKeyOf(secret, scheme.secretForm, scheme.algorithm);
  const asked = scheme.prepare ? scheme.prepare(request, settings, nowMs) : request;
  if (asked === null || key === null) return null;
  const { reading, stamped } = stamp(scheme, asked, settings, nowMs);
  const content = contentOf(scheme, withPublicUrl(stamped, settings), reading, settings);
  if (!isParts(content)) return null;
  const signature = Buffer.isBuffer(key) ? signatureOf(scheme, key, content) : signedBy(scheme, key, content);
  if (signature === null) return null;
  return scheme.place ? scheme.place(stamped, signature) : placeInHeader(scheme, stamped, signature, reading);
}

/** Gives the request the id and time that are signed. */
function stamp(
  scheme: Scheme,
  request: SignedRequest,
  settings: Settings,
  nowMs: number,
): { reading: Reading; stamped: SignedRequest } {
  const own = scheme.place && scheme.read?.(request, settings);
  const read = own && !isProblem(own) ? own : null;
  const id = read?.id ?? (scheme.idHeader === null ? null : idOf(scheme.idHeader, request, nowMs));
  const timestamp = read?.timestamp ?? (scheme.time === null ? null : timeText(nowMs, scheme.time.unit));
  const withId =
    id !== null && scheme.idHeader ? withHeader(request, displayName(scheme.idHeader), id) : request;
  const timeHeader = scheme.time?.header;
  const stamped =
    timeHeader && timestamp !== null ? withHeader(withId, displayName(timeHeader), timestamp) : withId;
  return { stamped, reading: { header: scheme.header, value: '', parts: [], signatures: [], id, timestamp } };
}

const idOf = (header: string, request: SignedRequest, nowMs: number): string =>
  headerValue(request.headers, header) ??
  `msg_${createHash('sha256').update(request.body).update(String(nowMs)).digest('hex').slice(0, 27)}`;

function placeInHeader(
  { header, format }: Scheme,
  request: SignedRequest,
  signature: string,
  { timestamp }: Reading,
): SignedRequest {
  const name = displayName(header.replace(/-#$/, '-1'));
  if (format.kind === 'plain') return withHeader(request, name, format.prefix + signature);
  if (format.kind === 'versions') return withHeader(request, name, `${format.version},${signature}`);
  const time = format.time === null ? [] : [`${format.time}=${timestamp ?? ''}`];
  return withHeader(request, name, [...time, `${format.signature}=${signature}`].join(format.separator));
}
