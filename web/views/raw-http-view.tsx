/** Raw HTTP: the request as it stood on the wire, and what was answered. */
import { useMemo } from 'preact/hooks';
import type { CapturedRequest, HeaderPair, SentResponse } from '../../server/contract.ts';
import { decodeBinary, decodeLatin1, decodeUtf8 } from '../decode.ts';
import { formatStatus } from '../format.ts';
import { t } from '../locales/locale.ts';
import type { Token } from '../renderers/renderer.ts';
import { plainLines } from '../renderers/raw.ts';
import { CopyButton } from './copy-button.tsx';
import { BodyWait } from './body-wait.tsx';
import { TextLines } from './text-lines.tsx';
import type { PanelProps } from '../panels/panel.ts';

const headerLines = (headers: readonly HeaderPair[]) =>
  headers.map(([name, value]) => `${decodeBinary(name)}: ${decodeBinary(value)}\n`).join('');

/** A request as text. */
interface RequestText {
  text: string;
  /** Where its body starts. */
  headLength: number;
  utf8: boolean;
}

/** Writes a request as text. Its line ends become \n, everything else is as sent. */
export function requestText(request: CapturedRequest, bytes: Uint8Array): RequestText {
  const { method, target, httpVersion, headers, trailers } = request;
  const line = method ? `${method} ${decodeBinary(target)} HTTP/${httpVersion}\n` : '';
  const head = line ? `${line}${headerLines(headers)}\n` : '';
  const body = decodeUtf8(bytes);
  const tail = trailers.length ? `\n\n${headerLines(trailers)}` : '';
  return {
    text: `${head}${body ?? decodeLatin1(bytes)}${tail}`,
    headLength: head.length,
    utf8: body !== null,
  };
}

/**
 * What a bin answered, with the length that goes with it, unless there is none or it was false on purpose. Date and
 * Connection are left to the HTTP layer when the answer leaves and are not kept: they are named beside it instead of
 * made up in it.
 */
export function responseText({ status, headers, body, bodyBytes, fault }: SentResponse): string {
  const isUnknown = fault === 'long' || fault === 'short' || status === 204 || status === 304;
  const length: HeaderPair[] = isUnknown ? [] : [['content-length', String(bodyBytes)]];
  return `HTTP/1.1 ${formatStatus(status)}\n${headerLines([...headers, ...length])}\n${body}`;
}

/** Colours the lines of a head; a body stays plain. */
const paintHead =
  (headLength: number) =>
  (line: string, start: number): readonly Token[] => {
    const colon = line.indexOf(':');
    if (start === 0 || start >= headLength || colon < 1) return [['plain', line]];
    return [
      ['name', line.slice(0, colon)],
      ['punctuation', ':'],
      ['plain', line.slice(colon + 1)],
    ];
  };

/** The tab's content. */
export function RawHttpView({ request, body }: PanelProps) {
  const bytes = body.state === 'ready' ? body.bytes : null;
  const sent = useMemo(() => (bytes ? requestText(request, bytes) : null), [request, bytes]);
  if (body.state !== 'ready') return <BodyWait body={body} />;
  if (!sent) return null;
  const { text, headLength, utf8 } = sent;
  const { status, fault } = request.response;
  const words = t.value.raw;
  const noResponse = fault ? t.value.response.faultHints[fault] : words.noResponse;
  const response = status ? responseText(request.response) : noResponse;
  return (
    <div class="rawhttp">
      <div class="tool">
        <span class="muted small">{utf8 ? words.asReceived : words.notUtf8}</span>
        <span class="grow" />
        <CopyButton text={text} what={words.request}>
          {words.copy}
        </CopyButton>
      </div>
      <TextLines
        label={words.rawRequest}
        text={text}
        lines={() => plainLines(text)}
        paint={paintHead(headLength)}
      />
      <div class="tool below">
        <h2>{t.value.overview.response}</h2>
        <span class="grow" />
        {status > 0 && (
          <span class="muted no-m small">
            {fault ? t.value.response.faultHints[fault] : words.addedOnTheWay}
          </span>
        )}
        <CopyButton text={response} what={words.response}>
          {words.copy}
        </CopyButton>
      </div>
      <div class="raw-response">
        <TextLines
          label={words.rawResponse}
          text={response}
          lines={() => plainLines(response)}
          paint={paintHead(response.indexOf('\n\n'))}
        />
      </div>
    </div>
  );
}
