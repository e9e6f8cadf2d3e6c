/** `npm run bench [body|capture|forward|list|memory|page|responses|search|verify]`: measures and prints a table; without names everything. */
import { benchBody } from './body.ts';
import { benchCapture } from './capture.ts';
import type { Figure } from './figure.ts';
import { benchForward } from './forward.ts';
import { benchList } from './list.ts';
import { benchMemory } from './memory.ts';
import { benchPage } from './page.ts';
import { benchResponses } from './responses.ts';
import { benchSearch } from './search.ts';
import { benchVerify } from './verify.ts';

const benches = new Map<string, () => Promise<Figure[]>>([
  ['body', benchBody],
  ['capture', benchCapture],
  ['forward', benchForward],
  ['list', benchList],
  ['memory', benchMemory],
  ['page', benchPage],
  ['responses', benchResponses],
  ['search', benchSearch],
  ['verify', benchVerify],
]);

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : benches.keys()) {
  const bench = benches.get(name);
  if (!bench) throw new Error(`no bench ${name}; there are ${[...benches.keys()].join(', ')}`);
  for (const { name: what, value, unit, target, detail } of await bench()) {
    const shown = value.toFixed(value < 10 ? 2 : 1);
    console.log(
      `${what.padEnd(44)} ${shown.padStart(8)} ${unit.padEnd(3)} target ${target.padEnd(18)} ${detail}`,
    );
  }
}
