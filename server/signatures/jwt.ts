/** Signatures that are JSON Web Tokens: what they say of the body and the sender is checked once they match. */
import { headerValue } from '../headers.ts';
import { jsonOf, textOf, valueAt } from './bytes.ts';
import { textPart } from './content.ts';
import { short } from './reading.ts';
import {
  type Algorithm,
  type Problem,
  problem,
  type Reading,
  type Scheme,
  type Settings,
  type SignedRequest,
} from './signature.ts';

/** What tokens of one provider look like. */
export interface Tokens {
  name: string;
  header: string;
  /** Text before the token, taken away when it is there. */
  prefix: string;
  /** Text written before a new token. */
  begins?: string;
  alg: 'HS256' | 'ES256' | 'RS256';
  /** The claim that counts as time of signing. */
  time: Scheme['time'];
  check: (claims: unknown, request: SignedRequest, settings: Settings, nowMs: number) => Problem | null;
  /** The claims of a new token. */
  claims?: (request: SignedRequest, settings: Settings, nowSeconds: number) => object;
}

const algorithms: Record<Tokens['alg'], Algorithm> = {
  HS256: 'hmac-sha256',
  ES256: 'es256',
  RS256: 'rsa-sha256',
};
const maxLength = 16 * 1024;

/** A scheme whose signature is a token in a header. */
export function tokenScheme(tokens: Tokens): Scheme {
  const { name, header, begins = '', alg, time, check, claims } = tokens;
  return {
    name,
    header,
    format: { kind: 'plain', prefix: '' },
    idHeader: null,
    time,
    content: [],
    algorithm: algorithms[alg],
    encoding: 'base64url',
    secretForm: alg === 'HS256' ? 'text' : 'key',
    read: (request) => readToken(tokens, request),
    build: (request) => [textPart('token', signedPart(tokenIn(tokens, request) ?? ''))],
    check: (request, settings, nowMs) =>
      check(claimsOf(tokenIn(tokens, request) ?? ''), request, settings, nowMs),
    ...(claims && {
      prepare: (request: SignedRequest, settings: Settings, nowMs: number) =>
        withHeader(
          request,
          header,
          begins + unsignedToken(alg, claims(request, settings, Math.floor(nowMs / 1000))),
        ),
      place: (request: SignedRequest, signature: string) =>
        withHeader(request, header, `${signedPart(`${headerValue(request.headers, header)}.`)}.${signature}`),
    }),
  };
}

/** The request with one header of this name. */
export const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: [...request.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase()), [name, value]],
});

const tokenIn = ({ header, prefix }: Tokens, { headers }: SignedRequest): string | null => {
  const value = headerValue(headers, header)?.trim() ?? null;
  return value !== null && prefix !== '' && value.toLowerCase().startsWith(prefix.toLowerCase())
    ? value.slice(prefix.length).trim()
    : value;
};

const signedPart = (token: string): string => token.split('.', 2).join('.');

const textIn = (token: string, at: number): string =>
  textOf(Buffer.from(token.split('.', 3)[at] ?? '', 'base64url'));

const partOf = (token: string, at: number): unknown => jsonOf(textIn(token, at));

/** What a token claims, undefined when it cannot be read. */
export const claimsOf = (token: string): unknown => partOf(token, 1);

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const unsignedToken = (alg: string, claims: object): string =>
  `${encoded({ typ: 'JWT', alg })}.${encoded(claims)}`;

function readToken(tokens: Tokens, request: SignedRequest): Reading | Problem {
  const token = tokenIn(tokens, request);
  if (token === null)
    return problem('unsigned', 'no_signature_header', 'There is no {header} header.', {
      header: tokens.header,
    });
  const [, , signature, more] = token.split('.', 4);
  const alg = token.length > maxLength ? undefined : valueAt(partOf(token, 0), ['alg']);
  if (!signature || more !== undefined || alg === undefined)
    return problem('malformed', 'bad_token', 'The header holds no JSON Web Token.');
  if (alg !== tokens.alg)
    return problem(
      'malformed',
      'token_algorithm',
      'The token is signed with {alg}; only {wanted} is taken.',
      {
        alg: (typeof alg === 'string' ? alg : 'something else').slice(0, 16),
        wanted: tokens.alg,
      },
    );
  const issued = valueAt(claimsOf(token), ['iat']);
  return {
    header: tokens.header,
    value: token,
    parts: [
      { label: 'alg', value: tokens.alg },
      { label: 'claims', value: short(textIn(token, 1)) },
    ],
    signatures: [signature],
    id: null,
    timestamp: tokens.time !== null && typeof issued === 'number' ? String(issued) : null,
  };
}

/** A problem when the token's time is over or has not begun. */
export function lifetime(claims: unknown, nowMs: number): Problem | null {
  const [exp, nbf] = [valueAt(claims, ['exp']), valueAt(claims, ['nbf'])];
  const now = Math.floor(nowMs / 1000);
  if (typeof exp === 'number' && now >= exp)
    return problem('expired', 'token_over', 'The token ended {seconds} s ago.', { seconds: now - exp });
  if (typeof nbf === 'number' && now < nbf)
    return problem('expired', 'token_early', 'The token begins in {seconds} s.', { seconds: nbf - now });
  return null;
}

/** A problem when a claim is not what it must be. */
export const claimIs = (claims: unknown, name: string, wanted: string): Problem | null =>
  valueAt(claims, [name]) === wanted
    ? null
    : problem('invalid', 'claim', 'The token is signed, but its claim "{name}" is not "{wanted}".', {
        name,
        wanted,
      });

/** A problem when the body is not the one whose hash the token carries. */
export const bodyIs = (claims: unknown, name: string, hash: string): Problem | null =>
  valueAt(claims, [name]) === hash
    ? null
    : problem('invalid', 'body_hash', 'The token is signed, but the body is not the one it names by hash.');
