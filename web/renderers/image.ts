/** Pictures, drawn only inside `<img>`, where not even an SVG can run anything. */
import { late } from '../late/words.ts';
import type { Renderer } from './renderer.ts';

const drawable = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)$/;

/** Shows a picture. */
export const image: Renderer = {
  id: 'image',
  label: () => late.value.body.views.preview,
  format: 'Image',
  score: ({ media, encoding, bytes }) => (drawable.test(media.essence) && !encoding && bytes.length ? 1 : 0),
  render: ({ media }) => ({ show: 'image', type: media.essence }),
};
