/** What the check of the shapes found, in words. No value is repeated that may be a secret. */
import type { ErrorObject } from 'ajv';
import { didYouMean } from './closest.ts';
import type { Path, Problem } from './problem.ts';

const types: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list: [ … ]',
  object: 'an object: { … }',
  null: 'null',
};

/** The findings of the check, each at its place in the file. */
export const problemsOf = (errors: readonly ErrorObject[], file: unknown): Problem[] =>
  errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .reduce(settle, errors)
    .map((error) => problemOf(error, file));

/** A value may be this or that: told is what is wrong in the kind that it is, or which kinds it may be. */
function settle(errors: readonly ErrorObject[], choice: ErrorObject): readonly ErrorObject[] {
  const { schemaPath, instancePath } = choice;
  const inside = errors.filter(
    (error) =>
      error.schemaPath.startsWith(`${schemaPath}/`) &&
      `${error.instancePath}/`.startsWith(`${instancePath}/`),
  );
  const kinds = inside.filter((error) => error.keyword === 'type' && error.instancePath === instancePath);
  const others = errors.filter((error) => error !== choice && !kinds.includes(error));
  if (inside.length > kinds.length) return others;
  return [...others, { ...choice, keyword: 'type', schema: kinds.flatMap(({ schema }) => schema) }];
}

function problemOf(error: ErrorObject, file: unknown): Problem {
  const path = pathOf(error.instancePath, file);
  const { keyword, params, parentSchema } = error;
  const known = Object.keys((parentSchema?.['properties'] ?? {}) as object);
  if (keyword === 'required')
    return { path: [...path, String(params['missingProperty'])], message: 'This is missing' };
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    const message = `There is no such key${didYouMean(key, known) || `; there are ${known.join(', ')}`}`;
    return { path: [...path, key], message, atKey: true };
  }
  return { path, message: sentence(error, known) };
}

function sentence(error: ErrorObject, known: readonly string[]): string {
  const { instancePath, keyword, params, schema, parentSchema, data, message } = error;
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'type':
      return `This must be ${[schema]
        .flat()
        .map((type) => types[String(type)] ?? String(type))
        .join(' or ')}`;
    case 'enum':
      return unknownWord(String(data), (schema as unknown[]).map(String), instancePath);
    case 'pattern':
      return `This cannot be used: ${String(parentSchema?.['description'] ?? 'it holds characters that are not allowed')}`;
    case 'minLength':
      return limit === 1 ? 'This must not be empty' : `This must have at least ${limit} characters`;
    case 'maxLength':
      return `This may have at most ${limit} characters`;
    case 'minimum':
      return `This must be ${limit} or more`;
    case 'maximum':
      return `This must be ${limit} or less`;
    case 'minItems':
      return `At least ${limit} must be in this list`;
    case 'maxItems':
      return `At most ${limit} may be in this list`;
    case 'uniqueItems':
      return 'One of these stands twice';
    case 'minProperties':
      return `One of these is needed: ${known.join(', ')}`;
    case 'maxProperties':
      return `Only one of these may be here: ${known.join(', ')}`;
    default:
      return message ?? 'This cannot be used';
  }
}

/** Of many words the one that was meant is enough. */
function unknownWord(word: string, words: readonly string[], pointer: string): string {
  // What looks like no word may be a secret in the wrong place.
  const said = /^[a-z][a-z0-9-]{0,19}$/.test(word) ? ` "${word}"` : '';
  const known = words.length > 12 ? '' : `; it is one of ${words.join(', ')}`;
  return `There is no ${pointer.split('/').at(-1)}${said || ' of this name'}${didYouMean(word, words) || known}`;
}

/** A JSON pointer as keys and places: what is a number in it depends on the file. */
function pathOf(pointer: string, file: unknown): Path {
  const path: (string | number)[] = [];
  let at = file;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(key) : key);
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }
  return path;
}
