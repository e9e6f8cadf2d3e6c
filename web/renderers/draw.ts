/** Rendering that cannot fail: what does not work is shown raw, with the reason. */
import { late } from '../late/words.ts';
import type { Body, Renderer, View } from './renderer.ts';
import { fallback } from './renderers.ts';
import { failureSentence } from './words.ts';

/** What is drawn, by which renderer, and what is to be said about it. */
export interface Drawn {
  renderer: Renderer;
  view: View;
  note: string | null;
}

/** Renders; what fails is shown raw. Pure. */
export function draw(renderer: Renderer, body: Body): Drawn {
  try {
    const view = renderer.render(body);
    return { renderer, view, note: view.note ?? null };
  } catch (cause) {
    return drawRaw(renderer, body, cause);
  }
}

/** The raw view in place of a renderer that failed. */
export const drawRaw = (failed: Renderer, body: Body, cause: unknown): Drawn => ({
  renderer: fallback,
  view: fallback.render(body),
  note: late.value.body.notValid(failed.format, failureSentence(cause)),
});
