/** The words of the response settings. */
import { computed } from '@preact/signals';
import { lateWords } from '../../late-words.ts';
import { t } from '../../locales/locale.ts';
import type { ResponseWords } from './locales/en.ts';

const { words, load } = lateWords<ResponseWords>(
  import.meta.glob<{ default: ResponseWords }>('./locales/*.ts'),
);

/** They come with the tab. */
export const loadWords = load;

/** Those that the rest of the page says too, and those of the tab. */
export const said = computed(() => ({ ...t.value.response, ...words.value }));
