/** Multipart bodies, part by part, each with the renderer that fits it best. */
import { parseMultipart } from '../../server/multipart.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import type { Renderer } from './renderer.ts';
import { Unreadable } from './unreadable.ts';

/** Shows the parts; a body that was cut shows those that arrived. */
export const parts: Renderer = {
  id: 'parts',
  label: () => late.value.body.views.parts,
  format: 'multipart',
  score: ({ kind, encoding, bytes }) => (kind === 'multipart' && !encoding && bytes.length ? 1 : 0),
  render: ({ bytes, media }) => {
    const { parts, problem } = parseMultipart(bytes, media);
    const code = problem?.code ?? null;
    if (code === 'no-boundary' || code === 'boundary-missing' || code === 'line-feeds')
      throw new Unreadable({ code });
    const { noEnd, tooManyParts } = late.value.body;
    const note = code === 'no-end' ? noEnd : code && tooManyParts(formatCount(parts.length));
    return { show: 'parts', parts, whole: code === null, note };
  },
};
