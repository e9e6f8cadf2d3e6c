/** The ways to show a body, in the order of their buttons. */
import { form } from './form.ts';
import { hex } from './hex.ts';
import { image } from './image.ts';
import { json } from './json.ts';
import { raw } from './raw.ts';
import type { Body, Renderer } from './renderer.ts';
import { xml } from './xml.ts';

const renderers: readonly Renderer[] = [json, form, xml, image, raw, hex];

/** Those that fit a body; raw and hex always do. */
export const renderersFor = (body: Body): readonly Renderer[] =>
  renderers.filter(({ score }) => score(body) > 0);

/** The one to show first. */
export const bestRenderer = (body: Body): Renderer =>
  renderersFor(body).reduce((best, each) => (each.score(body) > best.score(body) ? each : best), raw);

/** What is shown when another renderer fails. */
export const fallback: Renderer = raw;
