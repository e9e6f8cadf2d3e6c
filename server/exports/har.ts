import type { Entry, Header, PostData, QueryString, Request } from 'har-format';
import type { CapturedRequest, HeaderPair } from '../contract.ts';
import { headerValue } from '../headers.ts';
import { isUtf8, jsonBase64, jsonText } from './body-bytes.ts';
import type { Exported, Format, Piece, Place } from './format.ts';

// Written in place of the text of a body, which follows piece by piece.
const bodyMark = 'BODY OF THE REQUEST';

/** HTTP Archive 1.2. Its bodies are text: others are base64 and say so in `encoding`, as HAR's answers do. */
export const har: Format = {
  id: 'har',
  label: 'HAR 1.2',
  group: 'file',
  extension: 'har',
  mediaType: 'application/json',
  one: true,
  many: true,
  async *write(requests, place) {
    const creator = { name: 'Hookglass', version: place.version };
    yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`;
    let before = '\n';
    for await (const exported of requests) {
      yield before;
      yield* entryOf(exported, place);
      before = ',\n';
    }
    yield '\n]}}\n';
  },
};

async function* entryOf(exported: Exported, place: Place): AsyncGenerator<Piece> {
  const { body } = exported.request;
  if (body.stored === 0) {
    yield JSON.stringify(entry(exported.request, place, null));
    return;
  }
  const isText = await isUtf8(exported);
  const text = JSON.stringify(entry(exported.request, place, isText ? 'text' : 'base64'));
  const mark = JSON.stringify(bodyMark);
  // The last one: whatever was sent stands before it.
  const at = text.lastIndexOf(mark);
  yield text.slice(0, at);
  yield* isText ? jsonText(exported) : jsonBase64(exported);
  yield text.slice(at + mark.length);
}

type BodyKind = 'text' | 'base64' | null;

/** `postData` comes last, and in it `text`. */
function entry(request: CapturedRequest, place: Place, body: BodyKind): Entry {
  const { timing, response, reason, state, note } = request;
  const time = Math.max(
    0,
    (timing.headMs ?? 0) + timing.bodyMs + (timing.commitMs ?? 0) + (timing.replyMs ?? 0),
  );
  const said = [
    state === 'complete' ? (reason ?? '') : `${state}: ${reason ?? ''}`,
    response.fault === null ? '' : `fault: ${response.fault}`,
    response.rule === null ? '' : `rule: ${response.rule}`,
    note ?? '',
  ].filter(Boolean);
  return {
    startedDateTime: request.receivedAt,
    time,
    connection: String(request.remotePort),
    ...(said.length > 0 ? { comment: said.join('\n') } : {}),
    cache: {},
    timings: { send: timing.bodyMs, wait: timing.commitMs ?? 0, receive: timing.replyMs ?? 0 },
    response: responseOf(response),
    request: requestOf(request, place, body),
  };
}

const responseOf = ({
  status,
  headers,
  body,
  bodyBytes,
}: CapturedRequest['response']): Entry['response'] => ({
  status,
  statusText: '',
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: headers.map(pairOf),
  content: {
    size: bodyBytes,
    mimeType: headerValue(headers, 'content-type') ?? '',
    text: body,
  },
  redirectURL: headerValue(headers, 'location') ?? '',
  headersSize: -1,
  bodySize: bodyBytes,
});

function requestOf(request: CapturedRequest, place: Place, kind: BodyKind): Request {
  const { method, target, httpVersion, headers, body } = request;
  const head: Request = {
    method,
    url: urlOf(request, place),
    httpVersion: httpVersion === '' ? 'unknown' : `HTTP/${httpVersion}`,
    cookies: [],
    headers: headers.map(pairOf),
    queryString: queryOf(target),
    headersSize: -1,
    bodySize: body.stored,
  };
  if (kind === null) return head;
  const said =
    body.stored < body.size
      ? { comment: `The first ${body.stored} of ${body.size} bytes; the others were not kept.` }
      : {};
  const postData: PostData & { encoding?: 'base64' } = {
    mimeType: headerValue(headers, 'content-type') ?? '',
    ...said,
    ...(kind === 'base64' ? { encoding: 'base64' } : {}),
    text: bodyMark,
  };
  return { ...head, postData };
}

const pairOf = ([name, value]: HeaderPair): Header => ({ name, value });

/** As the sender addressed it, when its Host header says so. */
function urlOf({ target, headers }: CapturedRequest, { hookUrl }: Place): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return target;
  const { protocol, host } = new URL(hookUrl);
  const sentTo = headerValue(headers, 'host') ?? '';
  return `${protocol}//${/^[\w.:[\]-]+$/.test(sentTo) ? sentTo : host}${target}`;
}

/** Undecoded, so that nothing is lost. */
function queryOf(target: string): QueryString[] {
  const at = target.indexOf('?');
  const query = at < 0 ? '' : target.slice(at + 1);
  return query === ''
    ? []
    : query.split('&').map((pair) => {
        const equals = pair.indexOf('=');
        return equals < 0
          ? { name: pair, value: '' }
          : { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
      });
}
