/** What is known about a request beside its content. Every fact can be copied. */
import type { ComponentChildren } from 'preact';
import type { CapturedRequest } from '../../server/contract.ts';
import { headerValue } from '../../server/headers.ts';
import { failureText } from '../api.ts';
import type { Attempts } from '../attempts.ts';
import { decodeBinary } from '../decode.ts';
import { formatClock, formatCount, formatDate } from '../format.ts';
import { t } from '../locales/locale.ts';
import { CopyIcon } from './copy-button.tsx';
import { StatusText } from './status.tsx';

const headerBytes = (request: CapturedRequest) =>
  request.headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

interface RequestFactsProps {
  request: CapturedRequest;
  attempts: Attempts;
  onGo: (seq: number) => void;
  children?: ComponentChildren;
}

/** The rail of facts. */
export function RequestFacts({ request, attempts, onGo, children }: RequestFactsProps) {
  const words = t.value.facts;
  return (
    <aside class="ovs" aria-label={words.rail}>
      <Arrival request={request} />
      <dl class="facts">
        {request.eventId && (
          <Fact name={words.eventId} help={words.eventIdHelp} copy={request.eventId} mono cut />
        )}
        <Fact name={words.number} help={words.numberHelp} copy={String(request.seq)} />
        <Fact name={words.requestId} help={words.requestIdHelp} copy={request.id} mono cut />
        {request.body.sha256 && (
          <Fact name={words.sha256} help={words.sha256Help} copy={request.body.sha256} mono cut />
        )}
      </dl>
      <AttemptList attempts={attempts} seq={request.seq} onGo={onGo} />
      {children}
    </aside>
  );
}

function Arrival({ request }: { request: CapturedRequest }) {
  const { receivedAt, remoteAddress, remotePort, provider, httpVersion, body, contentType } = request;
  const sender = headerValue(request.headers, 'user-agent');
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
  const type = contentType && decodeBinary(contentType);
  const words = t.value.facts;
  return (
    <dl class="facts">
      <Fact name={words.received} copy={receivedAt}>
        <span class="num">{formatClock(receivedAt)}</span>
        <br />
        <span class="muted">{formatDate(receivedAt)}</span>
      </Fact>
      <Fact name={words.source} help={words.sourceHelp} copy={`${host}:${remotePort}`} mono />
      <Fact name={words.sender} copy={sender === null ? null : decodeBinary(sender)} none={words.noSender} />
      <Fact name={words.provider} copy={provider} none={words.noProvider} />
      <Fact name={words.protocol} copy={`HTTP/${httpVersion}`} />
      <Fact name={words.type} copy={type} none={words.noType} mono />
      <Fact name={words.size} copy={String(body.size)}>
        <span class="num">{words.bodyBytes(formatCount(body.size))}</span>
        <br />
        <span class="num">{words.headerBytes(formatCount(headerBytes(request)))}</span>
      </Fact>
    </dl>
  );
}

interface FactProps {
  name: string;
  /** What it is, on hover. */
  help?: string;
  /** What is copied, and shown when nothing else is; null when there is none. */
  copy: string | null;
  /** Said instead when there is none. */
  none?: string;
  mono?: boolean;
  /** One line, however long. */
  cut?: boolean;
  children?: ComponentChildren;
}

function Fact({ name, help, copy, none, mono = false, cut = false, children }: FactProps) {
  return (
    <div>
      <dt title={help}>{name}</dt>
      <dd class={`cp ${mono ? 'mono' : ''}`}>
        {copy === null ? (
          <span class="muted">{none}</span>
        ) : (
          <>
            <span class={cut ? 'trunc' : ''} title={cut ? copy : undefined}>
              {children ?? copy}
            </span>
            <CopyIcon label={t.value.facts.copy(name)} text={copy} what={name} />
          </>
        )}
      </dd>
    </div>
  );
}

function AttemptList({
  attempts: { items, failure },
  seq,
  onGo,
}: {
  attempts: Attempts;
  seq: number;
  onGo: (seq: number) => void;
}) {
  const words = t.value.facts;
  if (!items.length && !failure) return null;
  return (
    <section class="sec">
      <h2>{words.attempts}</h2>
      {failure && <p role="alert">{failureText(failure)}</p>}
      <div class="attempt-list">
        {items.map((one) => (
          <button
            type="button"
            class="dlv"
            key={one.seq}
            aria-current={one.seq === seq ? 'true' : undefined}
            onClick={() => onGo(one.seq)}
          >
            <StatusText status={one.status} fault={one.fault} />
            <span class="num">{formatClock(one.receivedAt).slice(0, 8)}</span>
            <span class="muted">{one.seq === seq ? words.thisOne : words.attempt(one.attempt)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
