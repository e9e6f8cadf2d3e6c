/** The icon in the tab: plain, or with a dot that counts. */

const mark =
  '<rect width="24" height="24" rx="6" fill="#17191e"/>' +
  '<path d="M15.7 5.2v8.1a4.15 4.15 0 0 1-8.3 0v-1.1" fill="none" stroke="#fff" stroke-width="2.3" stroke-linecap="round"/>' +
  '<circle cx="7.4" cy="9.3" r="1.65" fill="#fff"/>';

/** The icon as a data URL; a count above nine is a dot, which is all that can be read at 16 px. Pure. */
export function badgedIcon(count: number): string {
  const digit =
    count > 9
      ? ''
      : `<text x="17" y="21.2" text-anchor="middle" font-family="sans-serif" font-size="12" font-weight="700" fill="#fff">${count}</text>`;
  const badge = `<circle cx="17" cy="17" r="7" fill="#2456e0" stroke="#fff" stroke-width="1"/>${digit}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${mark}${badge}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Puts a count on the tab's icon; 0 takes it away. */
export function showIcon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link) link.href = count > 0 ? badgedIcon(count) : '/favicon.svg';
}
