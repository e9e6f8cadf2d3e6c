/** A load generator small enough not to be what is measured: raw sockets, one prepared request, keep-alive. */
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What to send. `rate` null: as fast as answers come (closed loop); else so many a second whatever comes back. */
export interface LoadPlan {
  port: number;
  path: string;
  bodyBytes: number;
  connections: number;
  seconds: number;
  rate: number | null;
  /** Signs as GitHub does. */
  secret?: string;
}

/** What came back; latencies in milliseconds. */
export interface LoadResult {
  answers: number;
  perSecond: number;
  notOk: number;
  p50: number;
  p99: number;
}

const plan = JSON.parse(process.argv[2] ?? '{}') as LoadPlan;
const filler = 'x'.repeat(Math.max(0, plan.bodyBytes - 40));
const body = JSON.stringify({ id: 'evt_1', type: 'load', data: filler }).slice(0, plan.bodyBytes);
const signed = plan.secret
  ? `X-GitHub-Event: push\r\nX-Hub-Signature-256: sha256=${createHmac('sha256', plan.secret).update(body).digest('hex')}\r\n`
  : '';
const request = Buffer.from(
  `POST ${plan.path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: */*\r\n${signed}` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);
const latencies: number[] = [];
const counts = { answers: 0, notOk: 0 };

/** One connection: what was sent and not answered yet, by the time it should have left. */
class Line {
  readonly #socket: Socket;
  readonly #waiting: number[] = [];
  #rest = '';

  constructor(onAnswer: (line: Line) => void) {
    this.#socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => {
      this.#rest += chunk.toString('latin1');
      for (;;) {
        const end = this.#rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = this.#rest.slice(0, end);
        const chunked = /\r\ntransfer-encoding: chunked/i.test(head);
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
        const whole = chunked ? this.#rest.indexOf('0\r\n\r\n', end) + 5 : end + 4 + length;
        if (whole < end + 4 || this.#rest.length < whole) return;
        this.#rest = this.#rest.slice(whole);
        counts.answers += 1;
        if (!head.startsWith('HTTP/1.1 200')) counts.notOk += 1;
        latencies.push(performance.now() - (this.#waiting.shift() ?? 0));
        onAnswer(this);
      }
    });
  }

  get busy(): number {
    return this.#waiting.length;
  }

  send(dueAt = performance.now()): void {
    this.#waiting.push(dueAt);
    this.#socket.write(request);
  }

  end(): void {
    this.#socket.destroy();
  }
}

function percentile(share: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

let running = true;
const lines = Array.from(
  { length: plan.connections },
  () => new Line((line) => void (running && plan.rate === null && line.send())),
);
const startedAt = performance.now();
if (plan.rate === null) {
  lines.forEach((line) => line.send());
} else {
  const { rate } = plan;
  let sent = 0;
  const tick = (): void => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * rate);
    for (; sent < due; sent += 1) {
      const line = lines.reduce((idlest, one) => (one.busy < idlest.busy ? one : idlest));
      // Measured from when it was due, not from when there was time: waiting is latency too.
      line.send(startedAt + (sent / rate) * 1000);
    }
    if (running) setTimeout(tick, 1);
  };
  tick();
}
setTimeout(() => {
  running = false;
  const seconds = (performance.now() - startedAt) / 1000;
  lines.forEach((line) => line.end());
  const result: LoadResult = {
    answers: counts.answers,
    perSecond: counts.answers / seconds,
    notOk: counts.notOk,
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
  console.log(JSON.stringify(result));
  process.exit();
}, plan.seconds * 1000);
