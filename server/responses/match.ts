/**
 * Whether a rule applies to a request. Pure. Patterns are those of filters: `*` is a wildcard, case does not count, and
 * they are compared by pieces, so that none can take long.
 */
import type { RuleMatch } from '../contract.ts';
import { globOf } from '../filter-values.ts';
import type { Facts } from './facts.ts';

/** Says whether a rule applies. */
export type Test = (facts: Facts) => boolean;

/** All conditions of a rule as one question; what costs most is asked last. */
export function matcherOf(match: RuleMatch): Test {
  const tests = [...headTests(match), ...senderTests(match), ...jsonTests(match)];
  return (facts) => tests.every((test) => test(facts));
}

function* headTests({
  methods,
  path,
  query = [],
  headers = [],
  signatures,
  attempts,
}: RuleMatch): Generator<Test> {
  if (methods?.length) yield anyOf(methods, ({ request }) => request.method);
  if (path !== undefined) {
    const fits = globOf(path);
    yield (facts) => fits(facts.path);
  }
  if (signatures?.length) {
    const wanted = new Set(signatures);
    yield ({ signature }) => signature !== null && wanted.has(signature);
  }
  if (attempts) yield ({ attempt }) => attempt >= attempts.min && attempt <= (attempts.max ?? Infinity);
  for (const { name, value } of query) {
    const fits = value === null ? null : globOf(value);
    yield (facts) => (fits ? facts.query.getAll(name).some(fits) : facts.query.has(name));
  }
  for (const { name, value } of headers) {
    const fits = value === null ? () => true : globOf(value);
    yield (facts) => facts.headers(name.toLowerCase()).some(fits);
  }
}

function* senderTests({ providers, event }: RuleMatch): Generator<Test> {
  if (providers?.length) yield anyOf(providers, ({ known }) => known.provider ?? 'none');
  if (event === undefined) return;
  const fits = globOf(event);
  yield (facts) => facts.event !== null && fits(facts.event);
}

function* jsonTests({ json = [] }: RuleMatch): Generator<Test> {
  for (const { name, value } of json) {
    const fits = value === null ? null : globOf(value);
    const keys = name.split('.');
    yield (facts) => {
      const found = valueAt(facts.json, keys);
      if (!fits) return found !== undefined;
      const text = textOf(found);
      return text !== null && fits(text);
    };
  }
}

function anyOf(patterns: readonly string[], textOf: (facts: Facts) => string): Test {
  const globs = patterns.map(globOf);
  return (facts) => {
    const text = textOf(facts);
    return globs.some((fits) => fits(text));
  };
}

/** An object or a list is no value: writing it out again could go too deep. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}
