/**
 * Every shape on the wire, declared once: the schema is the type. The server validates and documents with
 * these; the page imports only their types, which cost it no bytes. Imports nothing of ours.
 */
import { type Static, type TInteger, type TNumber, type TObject, type TString, Type } from 'typebox';

/** A plain type or null, as one schema with two types: a union would cost a validator for each. */
const nullable = <T extends TString | TInteger | TNumber>(schema: T) =>
  Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] });

/** One of some words. */
const oneOf = <const T extends readonly string[]>(words: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: words });

/** One header or trailer as it arrived: name and value as binary strings, one character per byte. */
export type HeaderPair = [name: string, value: string];
/** Pairs in the order of arrival, with their case and repeats: never a map. */
export const HeaderPairs = Type.Array(
  Type.Unsafe<HeaderPair>({ type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }),
  { description: 'Name and value as they arrived, in order; binary strings, one character per byte.' },
);

/** What a bin may be called: it stands in a path and in a host name. */
export const binIdPattern = '^[a-z0-9][a-z0-9_-]{0,62}$';
export const BinId = Type.String({
  pattern: binIdPattern,
  description: 'Lower-case letters, digits, - and _.',
});

/**
 * `complete` arrived whole · `truncated` longer than --max-body, the first bytes are kept · `aborted` the sender
 * went away · `refused` the HTTP parser refused it, the first bytes are kept.
 */
export const RequestState = oneOf(['complete', 'truncated', 'aborted', 'refused']);
export type RequestState = Static<typeof RequestState>;

/** What checking the signature of a request can tell. */
export const SignatureStatus = oneOf(['valid', 'invalid', 'expired', 'unsigned', 'no_secret', 'malformed']);
export type SignatureStatus = Static<typeof SignatureStatus>;

/**
 * What goes wrong on purpose: `never` answers · `reset` the connection · `empty`: closed without a byte · `cut`: closed in
 * the middle of the body · `drip`: the body byte by byte · `long` and `short`: a Content-Length that is wrong.
 */
const faults = ['never', 'reset', 'empty', 'cut', 'drip', 'long', 'short'] as const;
export const FaultKind = oneOf(faults);
export type FaultKind = Static<typeof FaultKind>;
const faultOrNone = Type.Unsafe<FaultKind | null>({ type: ['string', 'null'], enum: [...faults, null] });

const instant = Type.String({ format: 'date-time' });

/** A row in the list and on the live stream. */
export const RequestSummary = Type.Object({
  bin: Type.String(),
  seq: Type.Integer({ description: 'Per bin, gapless, in commit order, never reused.' }),
  id: Type.String({ description: 'UUID version 7.' }),
  receivedAt: instant,
  method: Type.String({ description: 'Empty when the parser refused the request before it could be read.' }),
  path: Type.String({ description: 'Path and query below the hook URL, undecoded.' }),
  title: Type.String(),
  summary: Type.String(),
  provider: nullable(Type.String()),
  eventId: nullable(Type.String()),
  attempt: Type.Integer({
    description: 'Counts requests of this event id, or of this body when there is none.',
  }),
  attempts: Type.Integer({
    description: 'The attempts of this event so far: the newest is number `attempts`.',
  }),
  eventKey: nullable(
    Type.String({ description: 'Equal for all attempts of one event; null when nothing identifies it.' }),
  ),
  size: Type.Integer({ description: 'Bytes of the body that arrived.' }),
  contentType: nullable(Type.String()),
  status: Type.Integer({
    description: 'What was answered; 0 when nothing was: the sender was gone, or a fault took the answer.',
  }),
  fault: Type.Unsafe<FaultKind | null>({ ...faultOrNone, description: 'What went wrong on purpose.' }),
  state: RequestState,
  signature: Type.Unsafe<SignatureStatus | null>({
    type: ['string', 'null'],
    description: 'What the checks say; null when the bin has none.',
  }),
  handshake: nullable(
    Type.String({
      description: 'The provider whose handshake this was, and was answered; null: it was none.',
    }),
  ),
  remoteAddress: Type.String(),
  pinned: Type.Boolean(),
  noted: Type.Boolean({ description: 'True when somebody wrote a note on it.' }),
});
export type RequestSummary = Static<typeof RequestSummary>;

/** What a bin answered. */
export const SentResponse = Type.Object({
  status: Type.Integer(),
  headers: HeaderPairs,
  body: Type.String({
    description: 'As text; the first 65,536 bytes of it. Empty for the echo of a body over 256 kB.',
  }),
  bodyBytes: Type.Integer({ description: 'The whole length of the body.' }),
  scripted: Type.Boolean({ description: 'False: what Hookglass answers by itself.' }),
  rule: nullable(Type.String({ description: "The name of the rule; null: the bin's own answers." })),
  ruleId: nullable(Type.String()),
  fault: faultOrNone,
  delayMs: Type.Integer({ description: 'The delay that was asked for.' }),
});
export type SentResponse = Static<typeof SentResponse>;

/** Milliseconds. `headMs`: from the connection to the parsed head, null on a reused connection. */
export const Timing = Type.Object({
  headMs: nullable(Type.Number()),
  bodyMs: Type.Number(),
  commitMs: nullable(Type.Number()),
  replyMs: nullable(Type.Number()),
});
export type Timing = Static<typeof Timing>;

const code = Type.String({ description: 'A word to translate by.' });
const values = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
  description: 'What stands in the sentence.',
});
const finding = { code, values, reason: Type.String({ description: 'In English.' }) };
const orNull = <T extends TObject>(schema: T) =>
  Type.Unsafe<Static<T> | null>({ ...schema, type: ['object', 'null'] });

/** What one secret made of the signed content; `expected` is null for public keys, masked for bare tokens. */
const Attempt = Type.Object({
  secret: Type.Integer(),
  expected: nullable(Type.String()),
  matched: Type.Boolean(),
  problem: orNull(Type.Object(finding)),
});

/** The steps of a check, null where it did not come so far. No secret is in them. */
export const VerdictSteps = Type.Object({
  header: orNull(
    Type.Object({
      header: Type.String(),
      value: Type.String(),
      parts: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
      signatures: Type.Array(Type.String()),
    }),
  ),
  timestamp: orNull(
    Type.Object({
      value: Type.String(),
      signedAt: nullable(Type.Number()),
      driftMs: nullable(Type.Number()),
      toleranceMs: nullable(Type.Number()),
      ways: oneOf(['both', 'past']),
      ok: Type.Boolean(),
    }),
  ),
  content: Type.Unsafe<{ part: string; size: number; text: string | null }[] | null>({
    type: ['array', 'null'],
    items: Type.Object({
      part: Type.String(),
      size: Type.Integer({ description: 'Bytes.' }),
      text: nullable(
        Type.String({
          description: 'A binary string, cut when it is shorter than `size`; null: the body as it was sent.',
        }),
      ),
    }),
  }),
  compute: orNull(
    Type.Object({
      algorithm: Type.String(),
      secretForm: Type.String(),
      encoding: Type.String(),
      attempts: Type.Array(Attempt),
    }),
  ),
  compare: orNull(
    Type.Object({
      received: Type.Array(Type.String()),
      expected: nullable(Type.String()),
      ok: Type.Boolean(),
    }),
  ),
});
export type VerdictSteps = Static<typeof VerdictSteps>;

/** What one of a bin's verifications says of a request. */
export const SignatureVerdict = Type.Object({
  status: SignatureStatus,
  provider: Type.String(),
  scheme: Type.String(),
  ...finding,
  secret: nullable(Type.Integer({ description: 'The place of the secret that matched.' })),
  failed: nullable(Type.String({ description: 'The step that went wrong, or `claims`.' })),
  steps: Type.Unsafe<VerdictSteps | null>({
    ...VerdictSteps,
    type: ['object', 'null'],
    description: 'Null in exports, and while the request is to be checked anew.',
  }),
});
export type SignatureVerdict = Static<typeof SignatureVerdict>;

/** Why a signature failed. `proven`: it matches once the cause is undone; `also`: what had to be undone besides. */
export const SignatureDiagnosis = Type.Object({
  verdict: SignatureVerdict,
  cause: orNull(Type.Object(finding)),
  proven: Type.Boolean(),
  also: Type.Array(Type.Object(finding)),
  tried: Type.Array(Type.String({ description: 'Kinds of mistakes that were tried in vain.' })),
  complete: Type.Boolean({ description: 'False when the time was over before all was tried.' }),
});
export type SignatureDiagnosis = Static<typeof SignatureDiagnosis>;

/** What is left to do by hand after a handshake: an address to visit, which confirms it, or a secret to keep. */
export const HandshakeNext = Type.Object({
  kind: oneOf(['visit', 'keep']),
  value: Type.String({ description: 'The address, or the secret as it came.' }),
  done: Type.Boolean({ description: 'True when the bin has this secret; never of an address.' }),
});
export type HandshakeNext = Static<typeof HandshakeNext>;

/** A request, whole but for the bytes of its body. */
export const CapturedRequest = Type.Object({
  ...RequestSummary.properties,
  target: Type.String({ description: 'The request target as sent; a binary string.' }),
  httpVersion: Type.String(),
  headers: HeaderPairs,
  trailers: HeaderPairs,
  remotePort: Type.Integer(),
  body: Type.Object({
    size: Type.Integer({ description: 'Bytes that arrived.' }),
    stored: Type.Integer({ description: 'Bytes that are kept.' }),
    sha256: Type.String({ description: 'Of all bytes that arrived, hexadecimal.' }),
  }),
  reason: nullable(Type.String({ description: 'Why it was refused, cut or left unfinished.' })),
  note: nullable(Type.String()),
  timing: Timing,
  response: SentResponse,
  handshakeNext: Type.Unsafe<HandshakeNext | null>({
    ...HandshakeNext,
    type: ['object', 'null'],
    description: 'What is left to do by hand after a handshake; null in exports.',
  }),
  verification: Type.Array(SignatureVerdict, {
    description: 'By each of the verifications that are for it; the first one is its `signature`.',
  }),
});
export type CapturedRequest = Static<typeof CapturedRequest>;

const checking = {
  provider: Type.String({ maxLength: 40, description: 'One of GET /api/providers.' }),
  values: Type.Record(Type.String(), Type.String({ maxLength: 4096 }), {
    description: 'The fields of the provider that are no secrets, by their keys.',
  }),
  toleranceSeconds: nullable(
    Type.Integer({ minimum: 0, maximum: 10 ** 9, description: "Null: the provider's own." }),
  ),
};
const mode = oneOf(['observe', 'reject']);
const rejectStatus = Type.Integer({ minimum: 400, maximum: 599 });
const secretText = Type.String({ minLength: 1, maxLength: 16_384 });

/** How a bin checks requests of one provider. Secrets are never given back: `hint` is their end. */
export const Verification = Type.Object({
  ...checking,
  mode,
  status: rejectStatus,
  handshake: Type.Boolean({ description: 'Answers what the provider asks of a new hook URL.' }),
  secrets: Type.Array(Type.Object({ id: Type.String(), hint: Type.String() })),
});
export type Verification = Static<typeof Verification>;

/** The same as it is set: a secret is `{ text }` when it is new and `{ id }` when it stays. */
export const NewVerification = Type.Object(
  {
    provider: checking.provider,
    values: Type.Optional(checking.values),
    toleranceSeconds: Type.Optional(checking.toleranceSeconds),
    mode: Type.Optional(mode),
    status: Type.Optional(rejectStatus),
    handshake: Type.Optional(
      Type.Boolean({ description: 'Default: only for senders of which nothing else is checked.' }),
    ),
    secrets: Type.Array(
      Type.Unsafe<{ id: string } | { text: string }>({
        type: 'object',
        properties: { id: { type: 'string', maxLength: 40 }, text: secretText },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      }),
      { maxItems: 10 },
    ),
  },
  { additionalProperties: false },
);
export type NewVerification = Static<typeof NewVerification>;

/** Settings that are tried on one stored request; nothing of them is kept. */
export const Trial = Type.Object(
  {
    provider: checking.provider,
    values: Type.Optional(checking.values),
    toleranceSeconds: Type.Optional(checking.toleranceSeconds),
    secrets: Type.Array(secretText, { maxItems: 10 }),
  },
  { additionalProperties: false },
);
export type Trial = Static<typeof Trial>;

/** Someone who sends webhooks; a form is drawn from the fields. */
export const Provider = Type.Object({
  id: Type.String(),
  label: Type.String(),
  signs: Type.Boolean({ description: 'False: there is only a handshake to answer.' }),
  handshake: Type.Boolean({ description: 'It begins with a handshake that can be answered.' }),
  fields: Type.Array(
    Type.Object({
      key: Type.String(),
      label: Type.String(),
      kind: oneOf(['secret', 'key', 'text', 'url', 'choice']),
      sensitive: Type.Boolean(),
      required: Type.Boolean(),
      hint: Type.String(),
      choices: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  source: Type.String(),
  confirmed: Type.String({ description: 'How sure we are: vendor code, documentation and so on.' }),
  headers: Type.Array(Type.String(), {
    description: 'Where its signature is, in lower case; a last `-#` stands for `-1`, `-2` and so on.',
  }),
  timestamped: Type.Boolean({ description: 'It signs a time, so that a tolerance can be set.' }),
  toleranceSeconds: nullable(Type.Integer({ description: 'Its own; null: none is checked.' })),
});
export type Provider = Static<typeof Provider>;
export const ProviderList = Type.Object({ items: Type.Array(Provider) });

/** Code that verifies, whole files. */
export const VerifyCode = Type.Object({ node: Type.String(), python: Type.String(), go: Type.String() });
export type VerifyCode = Static<typeof VerifyCode>;

/** What an answer says: Hookglass's own JSON, text as it is, a Liquid template over the request, the body that came. */
const maxAnswerText = 262_144;
export const AnswerBody = Type.Object(
  {
    kind: oneOf(['default', 'fixed', 'template', 'echo']),
    text: Type.Optional(Type.String({ maxLength: maxAnswerText, description: 'Of `fixed` and `template`.' })),
  },
  { additionalProperties: false },
);
export type AnswerBody = Static<typeof AnswerBody>;

const status = Type.Integer({ minimum: 200, maximum: 599 });
const pairs = Type.Array(
  Type.Unsafe<HeaderPair>({ type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }),
  { maxItems: 50, description: 'Values may be templates.' },
);
const delayMs = Type.Integer({ minimum: 0, maximum: 120_000 });
const maxAnswers = 50;

/** One answer of a bin. */
export const Answer = Type.Object(
  {
    status,
    headers: pairs,
    body: AnswerBody,
    delay: Type.Object(
      { minMs: delayMs, maxMs: delayMs },
      { additionalProperties: false, description: 'Equal: always so long.' },
    ),
    fault: faultOrNone,
  },
  { additionalProperties: false },
);
export type Answer = Static<typeof Answer>;

const newAnswer = {
  status: Type.Optional(status),
  headers: Type.Optional(
    Type.Unsafe<HeaderPair[] | Record<string, string>>({
      anyOf: [pairs, { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 50 }],
      description: 'A list is all of them; named ones stand beside the type that follows from the body.',
    }),
  ),
  body: Type.Optional(
    Type.Unsafe<AnswerBody | string>({
      anyOf: [{ type: 'string', maxLength: maxAnswerText }, AnswerBody],
      description: 'A string is a fixed body.',
    }),
  ),
  delay: Type.Optional(
    Type.Unsafe<number | { minMs: number; maxMs: number }>({
      anyOf: [delayMs, Answer.properties.delay],
      description: 'Milliseconds, or a range of them.',
    }),
  ),
  fault: Type.Optional(faultOrNone),
};

/** An answer as it is set: what is left out is as in the default answer, which is 200 with Hookglass's own JSON. */
export const NewAnswer = Type.Object(newAnswer, { additionalProperties: false });
export type NewAnswer = Static<typeof NewAnswer>;

const countPer = oneOf(['event', 'sender', 'path', 'bin']);
const after = Type.Unsafe<'stay' | 'repeat'>({
  type: 'string',
  enum: ['stay', 'repeat'],
  description: 'After the last answer: it stays, or they begin anew.',
});

const sequence = {
  answers: Type.Array(Answer, {
    minItems: 1,
    maxItems: maxAnswers,
    description: 'The first request gets the first one, and so on.',
  }),
  countPer,
  after,
};

const newSequence = {
  ...newAnswer,
  answers: Type.Optional(
    Type.Array(NewAnswer, {
      minItems: 1,
      maxItems: maxAnswers,
      description: 'Instead of the one answer that status, headers, body, delay and fault are.',
    }),
  ),
  countPer: Type.Optional(countPer),
  after: Type.Optional(after),
};

const matched = Type.Array(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      value: nullable(Type.String({ maxLength: 1000, description: 'With * as wildcard; null: any.' })),
    },
    { additionalProperties: false },
  ),
  { maxItems: 20 },
);

/** Which requests a rule answers: those to which all of it applies. What is left out applies to all. */
export const RuleMatch = Type.Object(
  {
    methods: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 20 })),
    path: Type.Optional(
      Type.String({ maxLength: 1000, description: '/orders/* · the query is not part of it.' }),
    ),
    query: Type.Optional(matched),
    headers: Type.Optional(matched),
    json: Type.Optional(matched),
    providers: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })),
    event: Type.Optional(Type.String({ maxLength: 200, description: 'The event type, with * as wildcard.' })),
    signatures: Type.Optional(Type.Array(SignatureStatus, { maxItems: 6 })),
    attempts: Type.Optional(
      Type.Object(
        { min: Type.Integer({ minimum: 1 }), max: nullable(Type.Integer({ minimum: 1 })) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type RuleMatch = Static<typeof RuleMatch>;

const ruleId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' });
const ruleName = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]+$',
});
const probability = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'Of the requests it applies to, so many; the others go on to the next rule.',
});

/** One rule. The first that applies answers. */
export const ResponseRule = Type.Object(
  {
    id: ruleId,
    name: ruleName,
    enabled: Type.Boolean(),
    match: RuleMatch,
    probability,
    ...sequence,
  },
  { additionalProperties: false },
);
export type ResponseRule = Static<typeof ResponseRule>;

/** What a bin answers with: rules in order, then the answers that hold for everything else. */
export const BinResponse = Type.Object(
  { ...sequence, rules: Type.Array(ResponseRule, { maxItems: 200 }) },
  { additionalProperties: false },
);
export type BinResponse = Static<typeof BinResponse>;

/** A rule as it is set. */
export const NewResponseRule = Type.Object(
  {
    id: Type.Optional(ruleId),
    name: Type.Optional(ruleName),
    enabled: Type.Optional(Type.Boolean()),
    match: Type.Optional(RuleMatch),
    probability: Type.Optional(probability),
    ...newSequence,
  },
  { additionalProperties: false },
);
export type NewResponseRule = Static<typeof NewResponseRule>;

/** What a bin answers with as it is set; `{}` is the default answer. */
export const NewBinResponse = Type.Object(
  { ...newSequence, rules: Type.Optional(Type.Array(NewResponseRule, { maxItems: 200 })) },
  { additionalProperties: false },
);
export type NewBinResponse = Static<typeof NewBinResponse>;

/** What is doubtful about a response, not wrong: `field` says where. */
export const ResponseWarning = Type.Object({
  field: Type.String({ description: 'As in errors: `response.rules.2.match.path`.' }),
  ...finding,
});
export type ResponseWarning = Static<typeof ResponseWarning>;

/** A response that is tried on a stored request; without `seq` on the newest one. Nothing is kept or counted. */
export const ResponseTrial = Type.Object(
  {
    response: NewBinResponse,
    seq: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 })),
  },
  { additionalProperties: false },
);
export type ResponseTrial = Static<typeof ResponseTrial>;

/** What a sender would see. */
export const ResponsePreview = Type.Object({
  seq: nullable(Type.Integer({ description: 'The request it was tried on; null: a made-up one.' })),
  rule: nullable(Type.String({ description: 'The name of the rule that answers; null: none does.' })),
  ruleId: nullable(Type.String()),
  chain: Type.Array(
    Type.Object({
      status: Type.Integer(),
      fault: faultOrNone,
      minMs: Type.Integer(),
      maxMs: Type.Integer(),
      rule: nullable(Type.String()),
    }),
    {
      description:
        'What one event gets from its first attempt on, as if each rule with a probability applied. Status 0: no answer.',
    },
  ),
  head: Type.String({
    description: 'Status line and headers of the first answer, as they leave; empty when nothing does.',
  }),
  body: Type.String({ description: 'As text; the first 65,536 bytes of it.' }),
  bodyBytes: Type.Integer({ description: 'The whole length of the body.' }),
  warnings: Type.Array(ResponseWarning),
});
export type ResponsePreview = Static<typeof ResponsePreview>;

const forwardTarget = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  url: Type.String({ minLength: 1, maxLength: 8000, description: 'An http or https URL.' }),
  enabled: Type.Boolean(),
  filter: Type.String({
    maxLength: 4000,
    description: 'Only what it finds is forwarded, as in `q`; empty: all.',
  }),
  path: Type.Unsafe<'keep' | 'replace'>({
    type: 'string',
    enum: ['keep', 'replace'],
    description: '`keep`: /stripe?a=1 goes to /webhooks/stripe?a=1; `replace`: to the URL as it is.',
  }),
  host: Type.Unsafe<'target' | 'original'>({
    type: 'string',
    enum: ['target', 'original'],
    description: 'Whom the Host header names.',
  }),
  mode: Type.Unsafe<'async' | 'sync'>({
    type: 'string',
    enum: ['async', 'sync'],
    description:
      '`async`: after the bin has answered; `sync`: what the target answers is what the sender gets.',
  }),
  sign: Type.Unsafe<'keep' | 'resign'>({ type: 'string', enum: ['keep', 'resign'] }),
  anyCertificate: Type.Boolean({ description: 'Take every certificate of an https target.' }),
  timeoutMs: Type.Integer({ minimum: 100, maximum: 120_000 }),
  retries: Type.Array(Type.Number({ minimum: 0, maximum: 604_800 }), {
    maxItems: 30,
    description: 'Seconds to wait before each further attempt; empty: there is one only. Of `async`.',
  }),
  jitter: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'By so much of a wait, up or down, attempts are spread.',
  }),
  concurrency: Type.Integer({ minimum: 1, maximum: 50, description: 'Attempts at once. Of `async`.' }),
  ordered: Type.Boolean({
    description: 'One after the other; one that fails holds up those behind it. Of `async`.',
  }),
};

/** Where a bin forwards to. Of several `sync` ones that want a request the first answers. */
export const ForwardTarget = Type.Object(
  { id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }), ...forwardTarget },
  { additionalProperties: false },
);
export type ForwardTarget = Static<typeof ForwardTarget>;

/** The same as it is set: all but name and URL have a default. */
export const NewForwardTarget = Type.Object(
  {
    ...Type.Partial(Type.Object({ id: ForwardTarget.properties.id, ...forwardTarget })).properties,
    url: forwardTarget.url,
  },
  { additionalProperties: false },
);
export type NewForwardTarget = Static<typeof NewForwardTarget>;

/** How forwarding to a target goes. */
export const ForwardStatus = Type.Object({
  id: Type.String(),
  waiting: Type.Integer({ description: 'Requests that are not looked at yet.' }),
  queued: Type.Integer({ description: 'Attempts that wait for their time.' }),
  sending: Type.Integer(),
  dead: Type.Integer({ description: 'Forwards that are not tried again by themselves.' }),
  pausedUntil: nullable(
    Type.String({
      format: 'date-time',
      description: 'The target failed again and again: until then it is left alone.',
    }),
  ),
});
export type ForwardStatus = Static<typeof ForwardStatus>;
export const ForwardStatusList = Type.Object({ items: Type.Array(ForwardStatus) });

/** From where on to forward what was not delivered yet: a seq, or a time. */
export const ForwardSince = Type.Object(
  {
    seq: Type.Optional(Type.Integer({ minimum: 1 })),
    time: Type.Optional(Type.String({ maxLength: 40, description: 'As in 2026-11-22T06:00:00Z.' })),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type ForwardSince = Static<typeof ForwardSince>;
export const Redelivery = Type.Object(
  { ids: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 10_000 })) },
  { additionalProperties: false },
);
export const Requeued = Type.Object({ queued: Type.Integer() });

/** A named catcher with its own hook URL. */
export const Bin = Type.Object({
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  aliases: Type.Array(Type.String(), {
    description: 'Names the bin had before: their hook URLs still capture into it.',
  }),
  labels: Type.Array(Type.String()),
  createdAt: instant,
  requests: Type.Integer(),
  bytes: Type.Integer({ description: 'Bytes kept: heads and bodies.' }),
  lastSeq: Type.Integer(),
  lastRequestAt: nullable(instant),
  pinned: Type.Integer(),
  paused: Type.Boolean({ description: 'A paused bin answers 503 and keeps nothing.' }),
  response: BinResponse,
  verification: Type.Array(Verification),
  rechecking: nullable(
    Type.Integer({
      description: 'About so many stored requests are still to be checked by the present verification.',
    }),
  ),
  declared: nullable(
    Type.String({ description: 'The file that declares it: at the next start, what it says holds again.' }),
  ),
  forwarding: Type.Array(ForwardTarget),
});
export type Bin = Static<typeof Bin>;

const binName = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]+$',
});

const binLabels = Type.Array(
  Type.String({
    minLength: 1,
    maxLength: 40,
    pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069,]+$',
  }),
  { maxItems: 20, uniqueItems: true },
);

export const NewBin = Type.Object(
  {
    id: Type.Optional(BinId),
    name: Type.Optional(binName),
    labels: Type.Optional(binLabels),
    response: Type.Optional(NewBinResponse),
  },
  { additionalProperties: false },
);
export type NewBin = Static<typeof NewBin>;

export const BinPatch = Type.Object(
  {
    id: Type.Optional(
      Type.String({ pattern: binIdPattern, description: 'A new name; the old one becomes an alias.' }),
    ),
    name: Type.Optional(binName),
    paused: Type.Optional(Type.Boolean()),
    labels: Type.Optional(binLabels),
    response: Type.Optional(NewBinResponse),
    verification: Type.Optional(
      Type.Array(NewVerification, { maxItems: 20, description: 'All of them: what is left out is gone.' }),
    ),
    forwarding: Type.Optional(
      Type.Array(NewForwardTarget, { maxItems: 20, description: 'All of them: what is left out is gone.' }),
    ),
    aliases: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 1000,
        description: 'Those to keep, a name given up by `id` included: an alias can be dropped, not added.',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type BinPatch = Static<typeof BinPatch>;

const limits = {
  requests: Type.Unsafe<number | string>({
    type: ['integer', 'string'],
    description: 'Requests to keep per bin, or "none".',
  }),
  age: Type.String({ description: 'How long to keep a request: "30m", "24h", "7d", or "none".' }),
  bytes: Type.Unsafe<number | string>({
    type: ['integer', 'string'],
    description: 'Bytes to keep in all: "500mb", "1gb", or "none".',
  }),
};

const FileVerification = Type.Object(
  {
    ...Type.Omit(NewVerification, ['secrets']).properties,
    secrets: Type.Optional(
      Type.Array(
        Type.Unsafe<{ env: string } | { text: string }>({
          type: 'object',
          properties: {
            env: {
              type: 'string',
              pattern: '^[A-Za-z_][A-Za-z0-9_]{0,199}$',
              description: 'The environment variable that holds the secret: letters, digits and _.',
            },
            text: secretText,
          },
          additionalProperties: false,
          minProperties: 1,
          maxProperties: 1,
        }),
        { maxItems: 10 },
      ),
    ),
  },
  { additionalProperties: false },
);

/** A bin as a file declares it: what is left out stays as it is. */
export const FileBin = Type.Object(
  {
    id: BinId,
    name: Type.Optional(binName),
    labels: Type.Optional(binLabels),
    paused: BinPatch.properties.paused,
    verification: Type.Optional(
      Type.Array(FileVerification, { maxItems: 20, description: 'All of them: what is left out is gone.' }),
    ),
    response: BinPatch.properties.response,
  },
  { additionalProperties: false },
);
export type FileBin = Static<typeof FileBin>;

/** `hookglass.config.json`. */
export const ConfigFile = Type.Object(
  {
    $schema: Type.Optional(
      Type.String({ description: 'For editors: what `hookglass config schema` prints.' }),
    ),
    keep: Type.Optional(
      Type.Object(Type.Partial(Type.Object(limits)).properties, { additionalProperties: false }),
    ),
    bins: Type.Optional(Type.Array(FileBin, { maxItems: 1000 })),
  },
  { additionalProperties: false },
);
export type ConfigFile = Static<typeof ConfigFile>;

export const BinList = Type.Object({
  items: Type.Array(Bin),
  nextAfter: Type.Optional(
    Type.Integer({ description: 'With `limit`: pass as `after` for the next page; absent on the last.' }),
  ),
});
export type BinList = Static<typeof BinList>;

export const RequestPage = Type.Object({
  items: Type.Array(RequestSummary),
  nextBefore: nullable(
    Type.Integer({ description: 'Pass as `before` for the next page; null on the last.' }),
  ),
  lastSeq: Type.Integer(),
});
export type RequestPage = Static<typeof RequestPage>;

export const RequestList = Type.Object({ items: Type.Array(RequestSummary) });
export type RequestList = Static<typeof RequestList>;

export const RequestPatch = Type.Object(
  {
    pinned: Type.Optional(Type.Boolean()),
    note: Type.Optional(nullable(Type.String({ maxLength: 10_000 }))),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type RequestPatch = Static<typeof RequestPatch>;

/** `forward`: sent on by a target of the bin · `replay`: a stored request again · `test`: a composed one. */
export const DeliveryKind = oneOf(['replay', 'forward', 'test']);
export type DeliveryKind = Static<typeof DeliveryKind>;

/**
 * `queued`: it will be sent at `nextAttemptAt` · `sending` · `delivered`: a 2xx came back · `failed`: another status, or
 * none · `unknown`: this server ended while it was being sent, it may or may not have arrived.
 */
export const DeliveryState = oneOf(['queued', 'sending', 'delivered', 'failed', 'unknown']);
export type DeliveryState = Static<typeof DeliveryState>;

/**
 * `refused` nobody listens · `unreachable` no way there · `dns` the name is not known · `tls` no secure connection ·
 * `timeout` · `reset` the connection broke · `bad_answer` no HTTP · `too_large` the answer was not read to its end ·
 * `blocked` by the guard of targets · `loop` forwarded too often · `bad_request` it cannot be sent as HTTP ·
 * `cancelled` by whoever asked for it, or because this server is ending.
 */
export const DeliveryErrorCode = oneOf([
  'refused',
  'unreachable',
  'dns',
  'tls',
  'timeout',
  'reset',
  'bad_answer',
  'too_large',
  'blocked',
  'loop',
  'bad_request',
  'cancelled',
]);
export type DeliveryErrorCode = Static<typeof DeliveryErrorCode>;

export const DeliveryError = Type.Object({
  code: DeliveryErrorCode,
  message: Type.String({ description: 'In English, for people.' }),
});
export type DeliveryError = Static<typeof DeliveryError>;

/** Milliseconds since the attempt began; null = it did not come so far. */
const deliveryTiming = Type.Object({
  connectMs: nullable(Type.Number({ description: 'Connected, name looked up and TLS settled.' })),
  firstByteMs: nullable(Type.Number({ description: 'The head of the answer was there.' })),
  totalMs: nullable(Type.Number()),
});

/** One outgoing attempt, as a row: kept before the connection is opened, and again with its outcome. */
export const DeliverySummary = Type.Object({
  id: Type.String({ description: 'UUID version 7: later ones are greater.' }),
  bin: Type.String(),
  seq: nullable(Type.Integer({ description: 'The stored request that was sent; null for a composed one.' })),
  kind: DeliveryKind,
  by: Type.String({ description: 'Who asked: `page`, `api`, or the name of the forwarding target.' }),
  targetId: nullable(Type.String({ description: 'The forwarding target.' })),
  run: nullable(Type.String({ description: 'The run of many deliveries that it belongs to.' })),
  target: Type.String({ description: 'Where it goes, a URL.' }),
  method: Type.String(),
  state: DeliveryState,
  status: nullable(Type.Integer({ description: 'Of the answer; null when none came.' })),
  error: orNull(DeliveryError),
  attempt: Type.Integer({ description: 'Counts the attempts to forward one request to one target.' }),
  dead: Type.Boolean({ description: 'A forward that is not tried again by itself.' }),
  createdAt: instant,
  startedAt: nullable(instant),
  endedAt: nullable(instant),
  nextAttemptAt: nullable(instant),
  timing: deliveryTiming,
  requestSize: Type.Integer({ description: 'Bytes of the body that was sent.' }),
  responseSize: nullable(Type.Integer({ description: 'Bytes of the body that came back.' })),
});
export type DeliverySummary = Static<typeof DeliverySummary>;

/** An attempt with the heads of both messages; the bytes of the bodies have addresses of their own. */
export const Delivery = Type.Object({
  ...DeliverySummary.properties,
  request: orNull(
    Type.Object({
      method: Type.String(),
      target: Type.String({ description: 'Path and query on the request line.' }),
      headers: HeaderPairs,
      body: Type.Object({
        size: Type.Integer(),
        own: Type.Boolean({ description: 'False: the body of the stored request, unchanged.' }),
      }),
    }),
  ),
  response: orNull(
    Type.Object({
      status: Type.Integer(),
      headers: HeaderPairs,
      body: Type.Object({
        size: Type.Integer({ description: 'Bytes that came, as far as they were read.' }),
        stored: Type.Integer({ description: 'Bytes that are kept: 1 MB at most.' }),
        cut: Type.Boolean({ description: 'True when not all of it is kept.' }),
      }),
    }),
  ),
});
export type Delivery = Static<typeof Delivery>;

export const DeliveryPage = Type.Object({
  items: Type.Array(DeliverySummary),
  nextBefore: nullable(Type.String({ description: 'Pass as `before` for the next page; null on the last.' })),
});
export type DeliveryPage = Static<typeof DeliveryPage>;

const targetUrl = Type.String({ minLength: 1, maxLength: 8000, description: 'An http or https URL.' });
const sentPath = oneOf(['keep', 'replace']);

/** How a stored request is sent again. */
const resending = {
  target: targetUrl,
  path: Type.Optional(
    Type.Unsafe<Static<typeof sentPath>>({
      ...sentPath,
      description:
        '`keep` (default): /stripe?a=1 goes to /webhooks/stripe?a=1; `replace`: to the target as it is.',
    }),
  ),
  host: Type.Optional(
    Type.Unsafe<'target' | 'original'>({
      type: 'string',
      enum: ['target', 'original'],
      description: 'Whom the Host header names; default `target`.',
    }),
  ),
  sign: Type.Optional(
    Type.Unsafe<'keep' | 'resign'>({
      type: 'string',
      enum: ['keep', 'resign'],
      description: "`resign`: by the bin's verification, with a new timestamp; default `keep`.",
    }),
  ),
  anyCertificate: Type.Optional(Type.Boolean({ description: 'Take every certificate of an https target.' })),
  timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 120_000, description: 'Default 30,000.' })),
};
const parallel = Type.Integer({ minimum: 1, maximum: 50, description: 'At once; default 1.' });

/** What is changed before a stored request is sent again; what is left out stays. */
export const RequestEdit = Type.Object(
  {
    method: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    path: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200_000, description: 'Below the hook URL, with query.' }),
    ),
    headers: Type.Optional(
      Type.Array(
        Type.Unsafe<HeaderPair>({ type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }),
        { maxItems: 2000, description: 'All of them; binary strings.' },
      ),
    ),
    body: Type.Optional(
      Type.Unsafe<{ text: string } | { base64: string }>({
        type: 'object',
        properties: { text: { type: 'string' }, base64: { type: 'string' } },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      }),
    ),
  },
  { additionalProperties: false },
);
export type RequestEdit = Static<typeof RequestEdit>;

/** One stored request, sent again; all attempts are waited for. */
export const Replay = Type.Object(
  {
    ...resending,
    edit: Type.Optional(RequestEdit),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default 1.' })),
    parallel: Type.Optional(parallel),
  },
  { additionalProperties: false },
);
export type Replay = Static<typeof Replay>;

/** Many stored requests, oldest first, sent in the background: those of `seqs`, or those that `q` finds. */
export const ReplayMany = Type.Object(
  {
    ...resending,
    seqs: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 10_000 })),
    q: Type.Optional(Type.String({ maxLength: 16_000 })),
    times: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: 'Each of them; default 1.' }),
    ),
    parallel: Type.Optional(parallel),
    gaps: Type.Optional(
      Type.Unsafe<'none' | 'original'>({
        type: 'string',
        enum: ['none', 'original'],
        description: '`original`: as far apart as they came in.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ReplayMany = Static<typeof ReplayMany>;

/** Many deliveries that belong together. Kept while the process runs; its deliveries stay. */
export const DeliveryRun = Type.Object({
  id: Type.String(),
  bin: Type.String(),
  state: oneOf(['running', 'done', 'cancelled', 'failed']),
  error: nullable(Type.String({ description: 'Why it could not go on.' })),
  total: Type.Integer({ description: 'So many at most: what is deleted meanwhile is not sent.' }),
  sent: Type.Integer(),
  delivered: Type.Integer(),
  failed: Type.Integer(),
  startedAt: instant,
  endedAt: nullable(instant),
});
export type DeliveryRun = Static<typeof DeliveryRun>;
export const DeliveryRunList = Type.Object({ items: Type.Array(DeliveryRun) });

/** A target that is to be looked at. */
export const TargetToProbe = Type.Object(
  { target: targetUrl, anyCertificate: resending.anyCertificate },
  { additionalProperties: false },
);

/** Whether something listens there. */
export const TargetProbe = Type.Object({
  reachable: Type.Boolean(),
  connectMs: nullable(Type.Number()),
  error: orNull(DeliveryError),
});
export type TargetProbe = Static<typeof TargetProbe>;
/** One event of a sender that can be sent. */
export const SampleSummary = Type.Object({
  id: Type.String(),
  provider: Type.String({ description: 'The sender, as rows name it.' }),
  label: Type.String({ description: 'The sender, as people name it.' }),
  event: Type.String(),
  note: nullable(Type.String({ description: 'What to know about it.' })),
  method: Type.String(),
  signer: nullable(
    Type.String({ description: 'Who of GET /api/providers signs it; null: it is sent unsigned.' }),
  ),
  signedWith: Type.Unsafe<'secret' | 'key' | null>({
    type: ['string', 'null'],
    enum: ['secret', 'key', null],
    description: '`key`: a private key, which only the sender has; give one of your own.',
  }),
});
export type SampleSummary = Static<typeof SampleSummary>;

/** A way to send an event. Of a group one can be chosen; of `body` several. */
export const SendVariant = Type.Object({
  id: Type.String(),
  group: oneOf(['signature', 'repeat', 'body', 'coding', 'headers', 'writing']),
  label: Type.String(),
  does: Type.String({ description: 'What it does, and what a receiver should make of it.' }),
  needsSigner: Type.Boolean({ description: 'True: it makes no sense for what nobody signs.' }),
});
export type SendVariant = Static<typeof SendVariant>;
export const SampleList = Type.Object({
  items: Type.Array(SampleSummary),
  variants: Type.Array(SendVariant),
  placeholders: Type.Array(Type.Object({ name: Type.String(), meaning: Type.String() })),
});
export type SampleList = Static<typeof SampleList>;

const bytesOut = Type.Unsafe<{ text: string } | { base64: string } | null>({
  type: ['object', 'null'],
  properties: { text: { type: 'string' }, base64: { type: 'string' } },
  additionalProperties: false,
  description: 'Base64 when the bytes are not UTF-8; null: no body at all.',
});
const composedHead = { method: Type.String(), headers: HeaderPairs, body: bytesOut };
const notes = Type.Array(Type.String(), { description: 'What is not as one might think, in English.' });

/** What whoever has the right secret will find; null: nobody signs it, or without a secret. */
const Expected = orNull(Type.Object({ status: SignatureStatus, reason: Type.String() }));

/** A request as it will be sent, but for Host and framing. */
export const ComposedRequest = Type.Object({ url: Type.String(), ...composedHead, expected: Expected });
export type ComposedRequest = Static<typeof ComposedRequest>;
export const ComposedList = Type.Object({ items: Type.Array(ComposedRequest), notes });
export type ComposedList = Static<typeof ComposedList>;
export const SampleDetail = Type.Object({
  ...SampleSummary.properties,
  request: Type.Object({ path: Type.String({ description: 'What follows the hook URL.' }), ...composedHead }),
});
export type SampleDetail = Static<typeof SampleDetail>;

/** What a curl command sends. */
export const CurlRead = Type.Object({
  url: Type.String(),
  ...composedHead,
  anyCertificate: Type.Boolean(),
  notes,
});
export type CurlRead = Static<typeof CurlRead>;
export const CurlText = Type.Object({ curl: Type.String() }, { additionalProperties: false });

const sending = {
  sample: Type.Optional(Type.String({ maxLength: 100, description: 'One of GET /api/samples.' })),
  curl: Type.Optional(Type.String({ description: 'A curl command, as it was copied.' })),
  request: Type.Optional(
    Type.Unsafe<RequestEdit>({
      ...RequestEdit,
      description: 'The request itself; beside a sample: what is to be other than in the sample.',
    }),
  ),
  variant: Type.Optional(
    Type.Unsafe<string | string[]>({
      anyOf: [
        { type: 'string', maxLength: 40 },
        { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 8 },
      ],
      description: 'One of GET /api/samples, or several that go together; default `valid`.',
    }),
  ),
  target: Type.Optional(
    Type.String({ minLength: 1, maxLength: 8000, description: "A URL; default: the bin's own hook URL." }),
  ),
  provider: Type.Optional(
    nullable(
      Type.String({
        maxLength: 40,
        description: 'Who signs; default: whoever signs the sample. Null: nobody.',
      }),
    ),
  ),
  secret: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 16_384,
      description: "What signs, a secret or a private key; default: the bin's. It is not kept.",
    }),
  ),
  values: Type.Optional(
    Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 1000 }), {
      description: 'What `(campaign name)` and its like in a query become.',
    }),
  ),
  anyCertificate: Type.Optional(Type.Boolean({ description: 'Take every certificate of an https target.' })),
  timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 120_000, description: 'Default 30,000.' })),
};

/** A test event: a sample, a curl command or a request of one's own. */
export const TestSend = Type.Object(
  {
    ...sending,
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: 'So many events, one after the other.' }),
    ),
  },
  { additionalProperties: false },
);
export type TestSend = Static<typeof TestSend>;

/** What was sent and what came back, in order. */
export const TestSent = Type.Object({ items: Type.Array(Delivery), expected: Type.Array(Expected), notes });
export type TestSent = Static<typeof TestSent>;

/** Many events in the background, to see how a receiver takes them. */
export const NewBurst = Type.Object(
  {
    ...sending,
    count: Type.Integer({ minimum: 1, maximum: 10_000 }),
    perSecond: Type.Optional(
      nullable(Type.Number({ minimum: 0.1, maximum: 2000, description: 'Null: as fast as it goes.' })),
    ),
    parallel: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: 'So many wait for an answer at once; default 10.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type NewBurst = Static<typeof NewBurst>;

/** Milliseconds from the beginning of an attempt to the end of its answer. */
const latency = Type.Object({
  p50: Type.Number(),
  p95: Type.Number(),
  p99: Type.Number(),
  max: Type.Number(),
});

/** How a burst goes. Each event is on record as a delivery of the run. */
export const Burst = Type.Object({
  run: DeliveryRun,
  perSecond: nullable(Type.Number({ description: 'As it was asked for.' })),
  parallel: Type.Integer(),
  rate: Type.Number({ description: 'Events a second that ended, so far.' }),
  behindMs: Type.Number({
    description: 'How late the newest event began: more than were allowed at once still waited.',
  }),
  outcomes: Type.Array(Type.Object({ outcome: Type.String(), count: Type.Integer() }), {
    description: 'Statuses, and errors by their code; most frequent first.',
  }),
  latency: orNull(latency),
  bucketMs: Type.Integer(),
  series: Type.Array(
    Type.Object({
      index: Type.Integer({ description: 'It begins index * bucketMs after the start.' }),
      ok: Type.Integer({ description: '2xx' }),
      failed: Type.Integer(),
      latency: orNull(latency),
    }),
    { description: 'Events by when they ended; buckets without any are left out.' },
  ),
});
export type Burst = Static<typeof Burst>;

/** A pair of keys for a provider that signs with one: the private one to send with, the public one for the bin. */
export const KeyPair = Type.Object({ privateKey: Type.String(), publicKey: Type.String() });
export type KeyPair = Static<typeof KeyPair>;

export const DeliveryList = Type.Object({ items: Type.Array(Delivery) });
export const TargetList = Type.Object({ items: Type.Array(Type.String()) });

/** How a request ended, as the timeline and the facets colour it: 2xx and 3xx · 4xx · 5xx, aborted, refused or no answer. */
export const Outcomes = Type.Object({ ok: Type.Integer(), warn: Type.Integer(), bad: Type.Integer() });
export type Outcomes = Static<typeof Outcomes>;

/** Requests over time. Buckets without requests are left out; each begins at a multiple of `bucketMs` after `from`. */
export const Timeline = Type.Object({
  from: instant,
  to: instant,
  bucketMs: Type.Integer({ minimum: 1 }),
  buckets: Type.Array(
    Type.Object({
      index: Type.Integer({ description: 'It begins at from + index * bucketMs.' }),
      all: Outcomes,
      matching: Outcomes,
    }),
  ),
});
export type Timeline = Static<typeof Timeline>;

/** How many requests a filter leaves, and how many of those are worth a look. */
export const Facets = Type.Object({
  all: Type.Integer({ description: 'Of the bin, without the filter.' }),
  matching: Type.Integer(),
  invalid: Type.Integer({ description: 'Matching ones of `sig:invalid,expired,malformed`.' }),
  failed: Type.Integer({ description: 'Matching ones of `is:failed`.' }),
  repeats: Type.Integer({ description: 'Matching ones of `is:retry`.' }),
});
export type Facets = Static<typeof Facets>;

/** Values of a field, most frequent first, counted over the newest requests. */
export const FieldValues = Type.Object({
  items: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
  looked: Type.Integer({ description: 'So many of the newest requests were counted.' }),
});
export type FieldValues = Static<typeof FieldValues>;

/** One export format of this build. */
export const ExportFormat = Type.Object({
  id: Type.String(),
  label: Type.String(),
  group: oneOf(['code', 'file']),
  extension: Type.String(),
  mediaType: Type.String(),
  one: Type.Boolean({ description: 'It can hold one request.' }),
  many: Type.Boolean({ description: 'It can hold many requests.' }),
});
export type ExportFormat = Static<typeof ExportFormat>;
export const ExportFormats = Type.Object({ items: Type.Array(ExportFormat) });

/** What an import took in. Lines that are no request are named and left out; the others are kept. */
export const Imported = Type.Object({
  imported: Type.Integer(),
  problems: Type.Array(Type.Object({ line: Type.Integer(), message: Type.String() }), { maxItems: 100 }),
});
export type Imported = Static<typeof Imported>;

export const Removed = Type.Object({ removed: Type.Integer() });
export type Removed = Static<typeof Removed>;

/** What this process is and allows; the page draws itself from it. */
export const SystemInfo = Type.Object({
  version: Type.String(),
  hookBase: Type.String({ description: 'A hook URL is this followed by the name of a bin.' }),
  maxBodyBytes: Type.Integer(),
  keepRequests: nullable(Type.Integer()),
  keepBytes: nullable(Type.Integer()),
  storedBytes: Type.Integer(),
  dataFolder: nullable(Type.String({ description: 'Where the database lives; null keeps nothing.' })),
});
export type SystemInfo = Static<typeof SystemInfo>;

export const Health = Type.Object({ status: Type.String(), reason: Type.Optional(Type.String()) });

export const ApiError = Type.Object({
  statusCode: Type.Integer(),
  code: Type.String(),
  error: Type.String(),
  message: Type.String(),
  field: Type.Optional(Type.String({ description: 'Where in the body that was sent, keys after dots.' })),
});
export type ApiError = Static<typeof ApiError>;

/**
 * What can happen to stored things. The store announces a change after its commit. `bin: null` = deleted; a bin with
 * another id than `id` was renamed. `verified`: these requests were checked anew, with another result. `delivered`: an
 * outgoing attempt was kept, began or ended.
 */
export type Change =
  | { type: 'captured'; request: RequestSummary }
  | { type: 'deleted'; bin: string; seqs: number[] }
  | { type: 'updated'; request: RequestSummary }
  | {
      type: 'verified';
      bin: string;
      signatures: (readonly [seq: number, signature: SignatureStatus | null])[];
    }
  | { type: 'delivered'; bin: string; delivery: DeliverySummary }
  | { type: 'bin'; id: string; bin: Bin | null };

/**
 * The live stream: JSON text frames. `ready` comes first; with `?after=` everything since that cursor follows it,
 * then whatever happens. `trimmed`: the cursor is older than what is kept, `oldestSeq` is the first one there is.
 * `resync`: load the page of data anew. On `/api/live` (all bins) `lastSeq` of `ready` is null.
 */
export type LiveMessage =
  | { type: 'ready'; lastSeq: number | null }
  | Change
  | { type: 'trimmed'; bin: string; oldestSeq: number }
  | { type: 'resync' };
