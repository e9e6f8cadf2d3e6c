/** The icons: a 16 px grid, one stroke, one path each. */
const paths = {
  copy: 'M7.3 5.5h4.4a1.8 1.8 0 0 1 1.8 1.8v4.4a1.8 1.8 0 0 1 -1.8 1.8h-4.4a1.8 1.8 0 0 1 -1.8 -1.8v-4.4a1.8 1.8 0 0 1 1.8 -1.8zM10.5 5.5V4.3a1.8 1.8 0 0 0-1.8-1.8H4.3a1.8 1.8 0 0 0-1.8 1.8v4.4a1.8 1.8 0 0 0 1.8 1.8h1.2',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  x: 'M4 4l8 8M12 4l-8 8',
  search: 'M2.8 7a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0M10.2 10.2l3.3 3.3',
  right: 'M6.2 4l4 4-4 4',
  left: 'M9.8 4l-4 4 4 4',
  up: 'M4 9.8l4-4 4 4',
  down: 'M4 6.2l4 4 4-4',
  arrowup: 'M8 13V3M4.3 6.7 8 3l3.7 3.7',
  sun: 'M5.2 8a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13.3 9.6A5.6 5.6 0 0 1 6.4 2.7a5.7 5.7 0 1 0 6.9 6.9z',
  keyboard:
    'M3 4h10a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5H3a1.5 1.5 0 0 1-1.5-1.5V5.5A1.5 1.5 0 0 1 3 4zM4 6.7v.05M6.7 6.7v.05M9.3 6.7v.05M12 6.7v.05M5 9.8h6',
  bell: 'M3.3 11.3c.9-.9 1.2-2 1.2-4.3a3.5 3.5 0 0 1 7 0c0 2.3.3 3.4 1.2 4.3zM6.7 13.5a1.4 1.4 0 0 0 2.6 0',
  globe: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M2 8h12M8 2c-4 3.6-4 8.4 0 12M8 2c4 3.6 4 8.4 0 12',
  shieldok: 'M8 1.8 13 3.6v4c0 3.1-2.1 5.3-5 6.6-2.9-1.3-5-3.5-5-6.6v-4zM5.7 7.9l1.7 1.7 3-3.3',
  shieldx: 'M8 1.8 13 3.6v4c0 3.1-2.1 5.3-5 6.6-2.9-1.3-5-3.5-5-6.6v-4zM6.3 6.2l3.4 3.4M9.7 6.2 6.3 9.6',
  shield: 'M8 1.8 13 3.6v4c0 3.1-2.1 5.3-5 6.6-2.9-1.3-5-3.5-5-6.6v-4z',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2.3v2.7h-2.7',
  reply: 'M6.5 4 3 7.5 6.5 11M3 7.5h6.5A3.5 3.5 0 0 1 13 11v1.5',
  trash:
    'M2.8 4.3h10.4M6.3 4.3V2.8h3.4v1.5M4.2 4.3l.6 8.1a1.2 1.2 0 0 0 1.2 1.1h4a1.2 1.2 0 0 0 1.2-1.1l.6-8.1',
  more: 'M2.9 8a0.6 0.6 0 1 0 1.2 0a0.6 0.6 0 1 0 -1.2 0M7.4 8a0.6 0.6 0 1 0 1.2 0a0.6 0.6 0 1 0 -1.2 0M11.9 8a0.6 0.6 0 1 0 1.2 0a0.6 0.6 0 1 0 -1.2 0',
  inbox:
    'M2.5 9.5 4.4 3.8a1.2 1.2 0 0 1 1.1-.8h5a1.2 1.2 0 0 1 1.1.8l1.9 5.7v2.3a1.2 1.2 0 0 1-1.2 1.2H3.7a1.2 1.2 0 0 1-1.2-1.2zM2.5 9.5h3.2l.8 1.5h3l.8-1.5h3.2',
  plus: 'M8 3v10M3 8h10',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.8 13.3h10.4',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  link: 'M6.8 9.2 9.2 6.8M7.3 4.7l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.7 11.3l-1 1a2.8 2.8 0 0 1-4-4l1-1',
  file: 'M9 1.8H4.8a1.3 1.3 0 0 0-1.3 1.3v9.8a1.3 1.3 0 0 0 1.3 1.3h6.4a1.3 1.3 0 0 0 1.3-1.3V5.3zM9 1.8v3.5h3.5',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M4.8 3.2v9.6L12.5 8z',
  rows: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  rows2: 'M2.5 3.5h11v3.3h-11zM2.5 9.2h11v3.3h-11z',
  warn: 'M8 2.3 14.2 13H1.8zM8 6.5v3M8 11.3v.05',
  info: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M8 7.3v3.6M8 5.1v.05',
  back: 'M13.5 8H3M6.7 4.3 3 8l3.7 3.7',
};

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** A decorative icon; the words beside it say what it means. */
export function Icon({ name, size = '' }: { name: IconName; size?: '' | 's' | 'xs' }) {
  return (
    <svg class={`i ${size}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} stroke-dasharray={name === 'shield' ? '2.2 1.9' : undefined} />
    </svg>
  );
}

/** The mark of Hookglass. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="currentColor" />
      <path
        d="M15.7 5.2v8.1a4.15 4.15 0 0 1-8.3 0v-1.1"
        fill="none"
        stroke="var(--logo-ink)"
        stroke-width="2.3"
        stroke-linecap="round"
      />
      <circle cx="7.4" cy="9.3" r="1.65" fill="var(--logo-ink)" />
    </svg>
  );
}
