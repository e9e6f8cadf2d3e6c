/** A scheme bent to the shape of the signature that came, so that the rest of the search can go on. Pure. */
import type { HeaderPair } from '../contract.ts';
import { decode } from './bytes.ts';
import { readHeaders } from './reading.ts';
import {
  type Algorithm,
  type Finding,
  finding,
  isProblem,
  type Reading,
  type Scheme,
  type Settings,
  type SignedRequest,
} from './signature.ts';

const lengths: Readonly<Record<number, Algorithm>> = {
  20: 'hmac-sha1',
  32: 'hmac-sha256',
  48: 'hmac-sha384',
  64: 'hmac-sha512',
};

/** The scheme bent to the shape of the signature that came: no prefix, another encoding, another length. */
export function lenient(
  asked: Scheme,
  request: SignedRequest,
  settings: Settings,
): { scheme: Scheme; also: readonly Finding[] } {
  if (!asked.algorithm.startsWith('hmac-') || asked.read) return { scheme: asked, also: [] };
  const reading = looseReading(asked, request, settings);
  const [signature = ''] = reading?.signatures ?? [];
  const shape = shapeOf(signature, asked);
  if (!reading || !shape) return { scheme: asked, also: [] };
  const also = [
    ...(isProblem(readHeaders(asked, request))
      ? [finding('signature_format', 'The signature is not written the way it is asked for: see its prefix.')]
      : []),
    ...(shape.encoding === asked.encoding
      ? []
      : [
          finding('signature_encoding', 'The signature is in {made}; {own} is asked for.', {
            made: shape.encoding,
            own: asked.encoding,
          }),
        ]),
    ...(shape.upper && !asked.anyCase
      ? [finding('signature_case', 'The signature is in upper case; lower case is asked for.')]
      : []),
    ...(shape.algorithm === asked.algorithm
      ? []
      : [
          finding('algorithm', 'The signature is {name}; another algorithm is asked for.', {
            name: shape.algorithm.toUpperCase(),
          }),
        ]),
  ];
  const scheme = {
    ...asked,
    algorithm: shape.algorithm,
    encoding: shape.encoding,
    anyCase: shape.encoding === 'hex',
  };
  return { scheme: also.length > 0 ? { ...scheme, read: () => reading } : scheme, also };
}

/** The reading, or what can be taken from a header that is not as it should be. */
function looseReading(scheme: Scheme, request: SignedRequest, settings: Settings): Reading | null {
  const strict = scheme.read?.(request, settings) ?? readHeaders(scheme, request);
  if (!isProblem(strict)) return strict;
  const headers = request.headers.filter(onlyOnce());
  const loose = readHeaders({ ...scheme, format: { kind: 'plain', prefix: '' } }, { ...request, headers });
  if (isProblem(loose)) return null;
  const [token] = /[0-9a-f]{40,128}$|[A-Za-z0-9+/_-]{26,88}={0,2}$/i.exec(loose.value.slice(0, 512)) ?? [];
  const time = /(?:^|[,; ])ts?=(\d+)/.exec(loose.value.slice(0, 512))?.[1] ?? null;
  return token === undefined ? null : { ...loose, signatures: [token], timestamp: loose.timestamp ?? time };
}

/** Lets the first header of a name pass. */
const onlyOnce = (): ((pair: HeaderPair) => boolean) => {
  const seen = new Set<string>();
  return ([name]) => seen.size < seen.add(name.toLowerCase()).size;
};

function shapeOf(
  signature: string,
  { encoding, algorithm }: Scheme,
): { encoding: 'hex' | 'base64' | 'base64url'; algorithm: Algorithm; upper: boolean } | null {
  if (signature.length > 256) return null;
  const isHex = /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(signature);
  const base64 = encoding === 'base64url' || /[-_]/.test(signature) ? 'base64url' : 'base64';
  const is: 'hex' | 'base64' | 'base64url' = isHex
    ? 'hex'
    : base64 === 'base64url' && /[+/=]/.test(signature)
      ? 'base64'
      : base64;
  const made = lengths[decode(signature, is)?.length ?? 0];
  return made
    ? {
        encoding: is,
        algorithm: encoding === is && made === algorithm ? algorithm : made,
        upper: isHex && signature !== signature.toLowerCase(),
      }
    : null;
}
