/** The ways to show a body, in the order of their buttons. */
import { form } from './form.ts';
import { hex } from './hex.ts';
import { image } from './image.ts';
import { json } from './json.ts';
import { parts } from './parts.ts';
import { raw } from './raw.ts';
import type { Body, Renderer } from './renderer.ts';
import { tree } from './tree.ts';
import { xml } from './xml.ts';

/** Those that need nothing to click: what a preview can show. */
const still: readonly Renderer[] = [json, form, xml, image, raw, hex];
const all: readonly Renderer[] = [tree, parts, ...still];

const best = (body: Body, among: readonly Renderer[]): Renderer =>
  among.reduce((best, each) => (each.score(body) > best.score(body) ? each : best), raw);

/** Those that fit a body; raw and hex always do. */
export const renderersFor = (body: Body): readonly Renderer[] => all.filter(({ score }) => score(body) > 0);

/** The one to show first. */
export const firstRenderer = (body: Body): Renderer => best(body, all);

/** The best one for a preview. */
export const bestRenderer = (body: Body): Renderer => best(body, still);

/** What is shown when another renderer fails. */
export const fallback: Renderer = raw;
