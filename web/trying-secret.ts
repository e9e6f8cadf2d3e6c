/** The request on which another secret is tried: asked for from anywhere, done in its overview. */
import { signal } from '@preact/signals';

/** Its id; null: nobody tries one. */
export const tryingSecret = signal<string | null>(null);
