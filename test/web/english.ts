/** The page loads its words before it draws; so do the tests of its parts. */
import { beforeEach } from 'vitest';
import { setLocale } from '../../web/locales/locale.ts';

beforeEach(() => setLocale('en'));
