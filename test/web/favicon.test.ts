import { expect, it } from 'vitest';
import { badgedIcon } from '../../web/favicon.ts';

const drawn = (count: number): string => decodeURIComponent(badgedIcon(count));

it('a small count is written on the icon, a large one is a dot', () => {
  expect(drawn(3)).toContain('>3</text>');
  expect(drawn(10)).not.toContain('<text');
  expect(drawn(10)).toContain('<circle cx="17"');
});

it('the icon is an image in a data URL: nothing is fetched', () => {
  expect(badgedIcon(1)).toMatch(/^data:image\/svg\+xml,%3Csvg/);
});
