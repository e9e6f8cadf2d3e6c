/** The ways to show a body that need nothing to click: what a preview can show too, in the order of their buttons. */
import { form } from './form.ts';
import { hex } from './hex.ts';
import { image } from './image.ts';
import { json } from './json.ts';
import { raw } from './raw.ts';
import type { Body, Renderer } from './renderer.ts';
import { xml } from './xml.ts';

/** All of them. */
export const stillRenderers: readonly Renderer[] = [json, form, xml, image, raw, hex];

/** What is shown when another renderer fails. */
export const fallback: Renderer = raw;

/** The one that fits a body best. */
export const bestRenderer = (body: Body, among = stillRenderers): Renderer =>
  among.reduce((best, each) => (each.score(body) > best.score(body) ? each : best), fallback);
