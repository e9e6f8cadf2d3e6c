/** The ways to show a body in its tab, in the order of their buttons. Apart, because the first paint needs less. */
import { parts } from './parts.ts';
import type { Body, Renderer } from './renderer.ts';
import { bestRenderer, stillRenderers } from './renderers.ts';
import { tree } from './tree.ts';

const all: readonly Renderer[] = [tree, parts, ...stillRenderers];

/** Those that fit a body; raw and hex always do. */
export const renderersFor = (body: Body): readonly Renderer[] => all.filter(({ score }) => score(body) > 0);

/** The one to show first. */
export const firstRenderer = (body: Body): Renderer => bestRenderer(body, all);
