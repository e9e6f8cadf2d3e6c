/** What exactly was sent in an attempt, what came back, and where the time went. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Delivery, DeliverySummary, HeaderPair } from '../../server/contract.ts';
import { ApiFailure, toFailure } from '../api.ts';
import { calls } from './calls.ts';
import { decodeBinary } from '../decode.ts';
import { formatBytes, formatMs, formatStatus } from '../format.ts';
import { CopyIcon } from '../views/copy-button.tsx';
import { Icon } from '../views/icon.tsx';
import { Problem } from '../views/problem.tsx';
import { Visible } from '../views/visible-text.tsx';
import { MessageBody } from './message-body.tsx';
import { w } from './words.ts';

interface AttemptDetailProps {
  summary: DeliverySummary;
  /** Opens the body tab of the request. */
  onBody: () => void;
}

/** Loads the attempt, and again when its state changes. */
export function AttemptDetail({ summary, onBody }: AttemptDetailProps) {
  const state = useSignal<Delivery | ApiFailure | null>(null);
  const tries = useSignal(0);
  useEffect(() => {
    const control = new AbortController();
    calls.delivery(summary.bin, summary.id, control.signal).then(
      (found) => (state.value = found),
      (cause: unknown) => {
        if (!control.signal.aborted) state.value = toFailure(cause);
      },
    );
    return () => control.abort();
  }, [summary.id, summary.state, tries.value]);
  const { value } = state;
  const words = w.value.attempt;
  if (value instanceof ApiFailure)
    return <Problem title={words.notLoaded} failure={value} onRetry={() => (tries.value += 1)} />;
  return (
    <>
      <Said summary={summary} />
      {value ? (
        <div class="ab">
          <Sent delivery={value} onBody={onBody} key={`sent ${String(value.request !== null)}`} />
          <CameBack delivery={value} key={value.state} />
        </div>
      ) : (
        <div class="ab wait" aria-busy="true" aria-label={words.loading} />
      )}
    </>
  );
}

/** What the outcome means, and the times. */
function Said({ summary }: { summary: DeliverySummary }) {
  const words = w.value.attempt;
  const { state, status, error, timing, dead } = summary;
  const { connectMs, firstByteMs, totalMs } = timing;
  const times = [
    ...(connectMs === null ? [] : [words.connected(formatMs(connectMs))]),
    ...(firstByteMs === null ? [] : [words.firstByte(formatMs(firstByteMs))]),
    ...(totalMs === null ? [] : [words.whole(formatMs(totalMs))]),
  ];
  return (
    <div class="said">
      {state === 'unknown' && <p>{words.unknownWhy}</p>}
      {state === 'queued' && <p>{words.queuedWhy}</p>}
      {error && (
        <p>
          <Visible text={`${error.message}.`} />
        </p>
      )}
      {status !== null && status >= 300 && status < 400 && <p>{words.redirect}</p>}
      {dead && <p>{words.deadWhy}</p>}
      <p class="mono to">
        <span class="muted">{words.to}</span> {summary.method} {summary.target}
        <CopyIcon label={words.copyUrl} text={summary.target} what={words.url} />
      </p>
      {times.length > 0 && <p class="muted num">{times.join(' · ')}</p>}
    </div>
  );
}

function Sent({ delivery, onBody }: { delivery: Delivery; onBody: () => void }) {
  const words = w.value.attempt;
  const { id, bin, request } = delivery;
  if (!request)
    return (
      <section aria-label={words.sent}>
        <h2>{words.sent}</h2>
        <p class="muted">{words.notMadeYet}</p>
      </section>
    );
  const { body } = request;
  const line = `${request.method} ${decodeBinary(request.target)} HTTP/1.1`;
  return (
    <section aria-label={words.sent}>
      <h2>
        {words.sent}
        <CopyIcon label={words.copySent} what={words.sent} text={headText(line, request.headers)} />
      </h2>
      <Head line={line} headers={request.headers} />
      {body.size === 0 ? (
        <p class="muted">{words.noBody}</p>
      ) : body.own ? (
        <MessageBody
          name={`sent-${id}.bin`}
          label={words.sentBody}
          headers={request.headers}
          size={body.size}
          stored={body.size}
          load={(signal) => calls.deliveryBody(bin, id, 'request', signal)}
        />
      ) : (
        <p class="muted">
          {words.sameBody(formatBytes(body.size))}{' '}
          <button type="button" class="btn sm ghost" onClick={onBody}>
            {words.openBody}
            <Icon name="right" size="xs" />
          </button>
        </p>
      )}
    </section>
  );
}

function CameBack({ delivery: { id, bin, response, state, error } }: { delivery: Delivery }) {
  const words = w.value.attempt;
  if (!response)
    return (
      <section aria-label={words.cameBack}>
        <h2>{words.cameBack}</h2>
        <p class="muted">
          {state === 'sending' || state === 'queued' ? words.notYet : error ? words.nothing : words.notKnown}
        </p>
      </section>
    );
  const line = `HTTP ${formatStatus(response.status)}`;
  return (
    <section aria-label={words.cameBack}>
      <h2>
        {words.cameBack}
        <CopyIcon label={words.copyBack} what={words.cameBack} text={headText(line, response.headers)} />
      </h2>
      <Head line={line} headers={response.headers} />
      {response.body.size === 0 ? (
        <p class="muted">{words.noBody}</p>
      ) : (
        <MessageBody
          name={`answer-${id}.bin`}
          label={words.backBody}
          headers={response.headers}
          size={response.body.size}
          stored={response.body.stored}
          load={(signal) => calls.deliveryBody(bin, id, 'response', signal)}
        />
      )}
    </section>
  );
}

const headText = (line: string, headers: readonly HeaderPair[]): string =>
  [line, ...headers.map(([name, value]) => `${decodeBinary(name)}: ${decodeBinary(value)}`)].join('\n');

function Head({ line, headers }: { line: string; headers: readonly HeaderPair[] }) {
  return (
    <pre class="head" tabIndex={0} aria-label={line}>
      <div>
        <b>
          <Visible text={line} />
        </b>
      </div>
      {headers.map(([name, value], at) => (
        <div key={at}>
          <span class="n-">
            <Visible text={decodeBinary(name)} />
          </span>
          <span class="p-">:</span> <Visible text={decodeBinary(value)} />
        </div>
      ))}
    </pre>
  );
}
