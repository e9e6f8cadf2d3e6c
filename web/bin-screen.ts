/** Which inspector on the screen is whose: one that is open stays as it is when its bin gets another name. */
import { type InspectorRoute, navigate } from './route.ts';

const screens = new Map<string, string>();
const renames = { count: 0 };

/** The key of the screen of a bin. */
export const screenOf = (bin: string): string => screens.get(bin) ?? bin;

/** Puts the name that a bin has now into the address; nothing else changes. */
export function followName(route: InspectorRoute, name: string): void {
  if (name === route.bin) return;
  screens.set(name, screenOf(route.bin));
  renames.count += 1;
  // Another bin may get the old name: that is another screen.
  screens.set(route.bin, `${route.bin} ${renames.count}`);
  navigate({ ...route, bin: name }, { replace: true });
}
