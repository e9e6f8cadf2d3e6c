/** What a signature scheme is, and what checking one tells. Types only, and the one way to word a finding. */
import type { HeaderPair } from '../contract.ts';

/** A request as its sender signed it. Header names and values are binary strings; `url` is absolute, null if unknown. */
export interface SignedRequest {
  method: string;
  url: string | null;
  headers: readonly HeaderPair[];
  body: Uint8Array;
}

/** What a person sets for a provider. Every secret (or key) is tried; `values` are the other fields by key. */
export interface Settings {
  secrets: readonly string[];
  values: Readonly<Record<string, string>>;
  /** Seconds; null: what the provider's own code allows. */
  toleranceSeconds: number | null;
}

/** A field of the form. `secret` and `key` go to `Settings.secrets`, all others to `Settings.values`. */
export interface Field {
  key: string;
  label: string;
  kind: 'secret' | 'key' | 'text' | 'url' | 'choice';
  sensitive: boolean;
  required: boolean;
  hint: string;
  choices?: readonly string[];
}

/** How sure we are: `vendor code` ran over our vectors, `documentation` was read, the rest is weaker. */
export type Confirmed = 'vendor code' | 'other code' | 'documentation' | 'other pages' | 'memory';

/** `equal`: a bare shared token. Plain `sha…`: a hash over secret and content, not an HMAC. */
export type Algorithm =
  | `hmac-${'sha1' | 'sha256' | 'sha384' | 'sha512'}`
  | 'sha256'
  | 'sha512'
  | 'equal'
  | 'ed25519'
  | 'ecdsa-sha256'
  | 'es256'
  | 'rsa-sha1'
  | 'rsa-sha256';

export type Encoding = 'hex' | 'base64' | 'base64url' | 'text';

/** How the text of a secret becomes a key; `key`: a public key or certificate. */
export type SecretForm =
  | 'text'
  | 'base64'
  | 'hex'
  | 'whsec'
  | 'whsec or text'
  | 'html text'
  | 'one line'
  | 'key';

/** How a header holds its signatures. */
export type Format =
  | { kind: 'plain'; prefix: string; optional?: boolean }
  | { kind: 'pairs'; separator: ',' | ';'; time: string | null; signature: string }
  | { kind: 'versions'; version: string; bare: boolean };

/** What is signed, in order: a named part, a value of the settings, or fixed text behind `=`. */
export type Piece =
  | 'id'
  | 'timestamp'
  | 'body'
  | 'url'
  | 'path'
  | 'method'
  | 'params'
  | 'crc32'
  | `value:${string}`
  | `=${string}`;

/** Where the time of signing is and how far it may be from now; `past`: only its age counts. */
export interface Time {
  /** Lower case; null: the format or the body brings it. */
  header: string | null;
  unit: 's' | 'ms' | 'iso';
  /** Seconds; null: not checked. */
  tolerance: number | null;
  ways: 'both' | 'past';
}

/** One part of the signed content; `part` is `text` for fixed text. */
export interface ContentPart {
  part: string;
  bytes: Uint8Array;
}

/** What was read from the place that holds the signature. */
export interface Reading {
  /** As a person would name it: `Stripe-Signature`, or a path in the body. */
  header: string;
  value: string;
  parts: readonly { label: string; value: string }[];
  signatures: readonly string[];
  id: string | null;
  timestamp: string | null;
}

/** A code to translate by, the values that go in, and the English sentence. */
export interface Finding {
  code: string;
  values: Readonly<Record<string, string | number>>;
  reason: string;
}

/** Why checking ended early. */
export interface Problem extends Finding {
  status: Exclude<Status, 'valid'>;
}

export type Status = 'valid' | 'invalid' | 'expired' | 'unsigned' | 'no_secret' | 'malformed';

/** What one secret made of the content; `expected` is null for public keys and masked for bare tokens. */
export interface Attempt {
  /** Index in `Settings.secrets`. */
  secret: number;
  expected: string | null;
  matched: boolean;
  problem: Finding | null;
}

/** The five steps; null: not reached, or the scheme has none. */
export interface Steps {
  header: Omit<Reading, 'id' | 'timestamp'> | null;
  timestamp: {
    /** As sent. */
    value: string;
    signedAt: number | null;
    /** Milliseconds that have passed since; negative: it lies in the future. */
    driftMs: number | null;
    toleranceMs: number | null;
    ways: 'both' | 'past';
    ok: boolean;
  } | null;
  content: readonly ContentPart[] | null;
  compute: {
    algorithm: Algorithm;
    secretForm: SecretForm;
    encoding: Encoding;
    attempts: readonly Attempt[];
  } | null;
  compare: { received: readonly string[]; expected: string | null; ok: boolean } | null;
}

/** Our finding about one request. `scheme` says which of a provider's schemes was used. */
export interface Verdict extends Finding {
  status: Status;
  provider: string;
  scheme: string;
  /** Index of the secret that matched. */
  secret: number | null;
  steps: Steps;
  /** The step that went wrong; `claims`: the signature matched, what it vouches for did not. */
  failed: keyof Steps | 'claims' | null;
}

/** A way to sign, as data; the optional functions are for what data cannot say. */
export interface Scheme {
  name: string;
  /** Without it, the scheme is for every request. */
  applies?: (request: SignedRequest) => boolean;
  /** Lower case; a last `-#` stands for `-1`, `-2` and so on; empty: see `read`. */
  header: string;
  format: Format;
  idHeader: string | null;
  time: Time | null;
  content: readonly Piece[];
  algorithm: Algorithm;
  encoding: Encoding;
  secretForm: SecretForm;
  /** Only for plain hashes. */
  secretAt?: 'start' | 'end';
  /** Hexadecimal digits of either case are taken. */
  anyCase?: boolean;
  read?: (request: SignedRequest, settings: Settings) => Reading | Problem;
  /** The scheme as the request itself narrows it: an algorithm named beside the signature. */
  narrow?: (scheme: Scheme, reading: Reading, request: SignedRequest) => Scheme | Problem;
  build?: (request: SignedRequest, reading: Reading, settings: Settings) => readonly ContentPart[] | Problem;
  /** What the signature does not cover itself, checked once it matched: hashes and claims. */
  check?: (request: SignedRequest, settings: Settings, nowMs: number) => Problem | null;
  /** The forms of a URL that count as the same. */
  urlForms?: (url: string) => readonly string[];
  /** What must be in a request before it is signed; null: this request cannot be signed. */
  prepare?: (request: SignedRequest, settings: Settings, nowMs: number) => SignedRequest | null;
  /** Mistakes that only this scheme invites, for the diagnosis. */
  mistakes?: (request: SignedRequest, settings: Settings) => Iterable<Guess>;
  /** Puts the encoded signature where `read` finds it. */
  place?: (request: SignedRequest, signature: string) => SignedRequest;
}

/** What a sender may have done: what to change, and what it means should the signature match then. */
export interface Guess {
  finding: Finding;
  secret?: string;
  scheme?: Partial<Scheme>;
  request?: Partial<SignedRequest>;
}

/** Code to copy, whole files. */
export interface Code {
  node: string;
  python: string;
  go: string;
}

/** Lines that find what a scheme's data cannot say: `received` (a list of text) and `content` (bytes) in each language. */
export interface CodeLines {
  imports: readonly string[];
  /** Of the request, besides headers and body: `url`, `method`. */
  needs: readonly ('url' | 'method')[];
  lines: readonly string[];
}

/** Someone who signs webhooks. Schemes: the first that applies; the last is used when none does. */
export interface SignatureProvider {
  id: string;
  label: string;
  fields: readonly Field[];
  source: string;
  confirmed: Confirmed;
  /** A hint from the headers alone; proof is only a signature that matches. */
  recognises: (headers: readonly HeaderPair[]) => boolean;
  schemes: readonly [Scheme, ...Scheme[]];
  /** Makes the scheme from the settings instead. */
  compose?: (settings: Settings) => Scheme | Problem;
  /** Instead of code made from the first scheme: its hard part, or all of it. */
  code?: Code | Record<keyof Code, CodeLines>;
}

/** Words a finding; `{name}` in the sentence stands for a value. */
export const finding = (code: string, sentence: string, values: Finding['values'] = {}): Finding => ({
  code,
  values,
  reason: sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
});

/** A finding that ends the check. */
export const problem = (
  status: Problem['status'],
  code: string,
  sentence: string,
  values: Finding['values'] = {},
): Problem => ({ status, ...finding(code, sentence, values) });

export const isProblem = (value: object | null): value is Problem =>
  value !== null && 'status' in value && 'reason' in value;
