/** The export formats of this build, in the order in which menus show them. To add one: a file and a line. */
import { csv } from './csv.ts';
import { curl } from './curl.ts';
import { fetchCode } from './fetch.ts';
import type { Format } from './format.ts';
import { go } from './go.ts';
import { har } from './har.ts';
import { http } from './http.ts';
import { httpie } from './httpie.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { postman } from './postman.ts';
import { python } from './python.ts';
import { raw } from './raw.ts';

/** All formats. */
export const formats: readonly Format[] = [
  curl,
  fetchCode,
  python,
  go,
  httpie,
  http,
  raw,
  ndjson,
  har,
  postman,
  csv,
  json,
];
