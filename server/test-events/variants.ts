/** The ways in which a test event can be sent: what a receiver meets sooner or later, told in words. */

/** Of a group only one can be chosen, but every `body`. */
export type VariantGroup = 'signature' | 'repeat' | 'body' | 'coding' | 'headers' | 'writing';

/** One way. */
export interface Variant {
  id: string;
  group: VariantGroup;
  label: string;
  /** What it does, and what a receiver should make of it. */
  does: string;
  /** True when it makes no sense for what nobody signs. */
  needsSigner: boolean;
}

const variant = (
  group: VariantGroup,
  id: string,
  label: string,
  does: string,
  needsSigner = false,
): Variant => ({
  id,
  group,
  label,
  does,
  needsSigner,
});

export const variants = [
  variant(
    'signature',
    'valid',
    'Valid',
    'As the sender sends it: signed now with the secret. A receiver must take it.',
  ),
  variant(
    'signature',
    'wrong-secret',
    'Wrong secret',
    'Signed with another secret of the same kind. A receiver must refuse it.',
    true,
  ),
  variant(
    'signature',
    'old-timestamp',
    'Old timestamp',
    'Signed rightly, an hour longer ago than is allowed. A receiver must refuse it: it may be a recorded request.',
    true,
  ),
  variant(
    'signature',
    'no-signature',
    'No signature',
    'The signature is left out. A receiver must refuse it.',
    true,
  ),
  variant(
    'signature',
    'tampered',
    'Tampered',
    'One character of the body is changed after signing. A receiver must refuse it, where the signature covers the body.',
    true,
  ),
  variant(
    'repeat',
    'twice',
    'Sent twice',
    'The same request twice, one after the other, with the same ids. A receiver must act once.',
  ),
  variant(
    'repeat',
    'reordered',
    'Out of order',
    'Two events a minute apart, the later one first. A receiver must not let the older one win.',
  ),
  variant(
    'body',
    'big-integers',
    '20-digit integers',
    'A field holds 12345678901234567890, more than a double can. A receiver must not round it.',
  ),
  variant(
    'body',
    'emoji',
    'Emoji',
    'A field holds emoji of several code points, right-to-left text and U+2028. Signatures are over bytes, lengths too.',
  ),
  variant('body', '10mb', '10 MB', 'A field pads the body to 10 MB. A receiver needs a limit, and says 413.'),
  variant(
    'coding',
    'gzip',
    'gzip',
    'The body is compressed; where the signature is over its bytes, over the compressed ones. A receiver must check before it inflates.',
  ),
  variant(
    'headers',
    'repeated-headers',
    'Repeated headers',
    'Three headers of one name in different case. A receiver must not fall over them.',
  ),
  variant('writing', 'chunked', 'Chunked', 'The body comes in chunks, without a Content-Length.'),
  variant(
    'writing',
    'slow',
    'Slow body',
    'The body trickles in over five seconds. A receiver must wait, but not for ever.',
  ),
  variant('writing', 'slow-chunked', 'Slow and chunked', 'The chunks trickle in over five seconds.'),
  variant(
    'writing',
    'cut-off',
    'Cut off',
    'The connection ends half-way through the body. A receiver must not act on half an event.',
  ),
] as const satisfies readonly Variant[];

/** What was chosen, a field for each group. */
export interface Choice {
  signature: 'valid' | 'wrong-secret' | 'old-timestamp' | 'no-signature' | 'tampered';
  repeat: 'twice' | 'reordered' | null;
  bigIntegers: boolean;
  emoji: boolean;
  large: boolean;
  gzip: boolean;
  repeatedHeaders: boolean;
  writing: 'chunked' | 'slow' | 'slow-chunked' | 'cut-off' | null;
}

const most = 8;

/** Reads the ids of variants. `refuse` is told what is wrong with them. */
export function choose(ids: readonly string[], refuse: (message: string) => never): Choice {
  if (ids.length > most) refuse(`At most ${most} variants can be combined`);
  const chosen = [...new Set(ids)].map(
    (id) => variants.find((one) => one.id === id) ?? refuse(`There is no variant "${id}"`),
  );
  for (const group of ['signature', 'repeat', 'writing'] as const) {
    const same = chosen.filter((one) => one.group === group).map((one) => one.id);
    if (same.length > 1) refuse(`Choose one of ${same.join(', ')}: they exclude each other`);
  }
  const has = (id: string): boolean => chosen.some((one) => one.id === id);
  const of = <T extends string>(...list: readonly T[]): T | null => list.find(has) ?? null;
  return {
    signature: of('wrong-secret', 'old-timestamp', 'no-signature', 'tampered') ?? 'valid',
    repeat: of('twice', 'reordered'),
    bigIntegers: has('big-integers'),
    emoji: has('emoji'),
    large: has('10mb'),
    gzip: has('gzip'),
    repeatedHeaders: has('repeated-headers'),
    writing: of('chunked', 'slow', 'slow-chunked', 'cut-off'),
  };
}
