/** The page loads its words before it draws; so do the tests of its parts. */
import { beforeEach } from 'vitest';
import { loadLate } from '../../web/late/words.ts';
import { setLocale } from '../../web/locales/locale.ts';

beforeEach(async () => {
  await setLocale('en');
  await loadLate();
});
