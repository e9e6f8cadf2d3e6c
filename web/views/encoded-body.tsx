/** A body with content codings: decoded unless one asks for the bytes as sent. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { contentEncodings } from '../../server/headers.ts';
import type { DecodedBytes } from '../api.ts';
import { decodeUtf8 } from '../decode.ts';
import { type Decoding, useDecoded } from '../decoded-body.ts';
import { formatBytes } from '../format.ts';
import { late } from '../late/words.ts';
import { looksBinary } from '../renderers/raw.ts';
import { type Body, bodyOf } from '../renderers/renderer.ts';
import { BodyViews } from './body-views.tsx';
import { Choice } from './choice.tsx';

interface RequestBodyProps {
  request: CapturedRequest;
  bytes: Uint8Array<ArrayBuffer>;
  onFilter: (term: string) => void;
}

/** The body of a request, whatever it was wrapped in. */
export function RequestBody({ request, bytes, onFilter }: RequestBodyProps) {
  const { size, stored } = request.body;
  const cut = stored < size && late.value.body.kept(formatBytes(stored), formatBytes(size));
  const body = useMemo(() => bodyOf(request, bytes), [request, bytes]);
  if (body.encoding !== null) return <EncodedBody request={request} bytes={bytes} onFilter={onFilter} />;
  return <BodyViews request={request} body={body} bytes={bytes} onFilter={onFilter} notes={[cut]} />;
}

function EncodedBody({ request, bytes, onFilter }: RequestBodyProps) {
  const words = late.value.body;
  const value = useDecoded(request);
  const wish = useSignal<'decoded' | 'sent'>('decoded');
  const decoded = value.state === 'ready' && (value.bytes.length > 0 || !value.trouble) ? value : null;
  const shown = wish.value === 'decoded' && decoded ? decoded.bytes : bytes;
  const body = useMemo(() => {
    const sent = bodyOf(request, shown);
    return shown === bytes && !isMislabelled(sent, value) ? sent : { ...sent, encoding: null };
  }, [request, shown, value]);
  const codings = contentEncodings(request.headers).join(', ');
  const { size, stored } = request.body;
  if (value.state === 'waiting')
    return (
      <div class="wait" aria-busy="true" aria-label={words.reading}>
        <i class="sk1 w60" />
        <i class="sk1 w40" />
      </div>
    );
  const notes = [
    stored < size && words.kept(formatBytes(stored), formatBytes(size)),
    value.state === 'failed' && words.notDecoded(value.failure.message),
    value.state === 'ready' && value.trouble && troubleSentence(value.trouble, decoded !== null),
  ];
  return (
    <BodyViews
      key={shown === bytes ? `sent-${value.state}` : 'decoded'}
      request={request}
      body={body}
      bytes={shown}
      onFilter={onFilter}
      notes={notes}
    >
      <div class="codings">
        <span class="muted">
          {decoded
            ? words.sizes(codings, formatBytes(bytes.length), formatBytes(decoded.bytes.length))
            : words.sentSize(codings, formatBytes(bytes.length))}
        </span>
        <span class="grow" />
        {decoded && (
          <Choice
            label={words.coding}
            options={[
              { id: 'decoded', label: words.decoded },
              { id: 'sent', label: words.asSent },
            ]}
            value={wish.value}
            onChange={(id) => (wish.value = id)}
          />
        )}
      </div>
    </BodyViews>
  );
}

/** Nothing could be decoded and it is text: somebody set the header and forgot to compress. */
const isMislabelled = (sent: Body, decoding: Decoding): boolean =>
  decoding.state === 'ready' &&
  decoding.trouble?.kind === 'broken' &&
  decoding.bytes.length === 0 &&
  !looksBinary(sent) &&
  decodeUtf8(sent.bytes) !== null;

function troubleSentence(trouble: NonNullable<DecodedBytes['trouble']>, isReadable: boolean): string {
  const { cutDecoding, brokenPartly, broken } = late.value.body;
  if (trouble.kind === 'cut') return cutDecoding(formatBytes(trouble.limit));
  return isReadable ? brokenPartly(trouble.coding, trouble.reason) : broken(trouble.coding, trouble.reason);
}
