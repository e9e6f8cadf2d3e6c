/** What is known about a request beside its content. */
import type { ComponentChildren } from 'preact';
import type { CapturedRequest } from '../../server/contract.ts';
import { headerValue } from '../../server/headers.ts';
import { decodeBinary } from '../decode.ts';
import { formatClock, formatCount, formatDate } from '../format.ts';
import { CopyIcon } from './copy-button.tsx';

const headerBytes = (request: CapturedRequest) =>
  request.headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

/** The rail of facts. */
export function RequestFacts({ request }: { request: CapturedRequest }) {
  const { receivedAt, remoteAddress, remotePort, provider, httpVersion, body, contentType, id, eventId } =
    request;
  const sender = headerValue(request.headers, 'user-agent');
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
  return (
    <aside class="ovs" aria-label="Request facts">
      <dl class="facts">
        <Fact name="Received">
          <span class="num">{formatClock(receivedAt)}</span>
          <br />
          <span class="muted">{formatDate(receivedAt)}</span>
        </Fact>
        <Fact name="Source" mono>
          {host}:{remotePort}
        </Fact>
        <Fact name="Sender">{sender ? decodeBinary(sender) : <span class="muted">not named</span>}</Fact>
        <Fact name="Provider">{provider ?? <span class="muted">not recognised</span>}</Fact>
        <Fact name="Protocol">HTTP/{httpVersion}</Fact>
        <Fact name="Type" mono>
          {contentType ? decodeBinary(contentType) : <span class="muted">none</span>}
        </Fact>
        <Fact name="Size">
          <span class="num">{formatCount(body.size)} B body</span>
          <br />
          <span class="num">{formatCount(headerBytes(request))} B headers</span>
        </Fact>
      </dl>
      <dl class="facts">
        {eventId && <CopyFact name="Event id" value={eventId} />}
        <CopyFact name="Request id" value={id} />
        {body.sha256 && <CopyFact name="SHA-256" value={body.sha256} />}
      </dl>
    </aside>
  );
}

function Fact({
  name,
  mono = false,
  children,
}: {
  name: string;
  mono?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={mono ? 'mono' : ''}>{children}</dd>
    </div>
  );
}

function CopyFact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="mono cp">
        <span class="trunc" title={value}>
          {value}
        </span>
        <CopyIcon label={`Copy ${name}`} text={value} what={name} />
      </dd>
    </div>
  );
}
