/** Requests as bytes: what no HTTP library would send. */
import { connect } from 'node:net';

/** An answer as bytes, taken apart at its first empty line. */
export interface RawAnswer {
  /** Everything that came back. */
  text: string;
  /** The statuses of all answers on the connection, in order. */
  statuses: number[];
  /** True when the server closed the connection in time. */
  closed: boolean;
}

/** How the bytes are sent. */
export interface RawOptions {
  port: number;
  host?: string;
  /** Sent one after the other, each when the one before has left. */
  pieces: readonly (string | Uint8Array)[];
  /** `half`: no more will be sent, an answer is awaited; `destroy`: gone at once; default: left open. */
  end?: 'half' | 'destroy';
  /** Stops waiting when so many answers have come. */
  answers?: number;
  /** Milliseconds after which a silent server has lost. */
  timeoutMs?: number;
}

/** Strings are binary strings: one character, one byte. Never rejects for what the server does. */
export function sendRaw({
  port,
  host = '127.0.0.1',
  pieces,
  end,
  answers = 1,
  timeoutMs = 10_000,
}: RawOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, allowHalfOpen: true, noDelay: true });
    let text = '';
    const statuses = (): number[] =>
      [...text.matchAll(/(?:^|\r\n\r\n.*?)HTTP\/1\.1 (\d{3}) /gs)]
        .map(([, status]) => Number(status))
        .filter((status) => status !== 100);
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, statuses: statuses(), closed });
    };
    const timer = setTimeout(() => finish(false), timeoutMs);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (end === undefined && statuses().length >= answers && isWhole(text)) finish(false);
    });
    socket.on('end', () => finish(true));
    socket.on('close', () => finish(true));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    const write = (index: number): void => {
      const piece = pieces[index];
      if (piece === undefined) {
        if (end === 'half') socket.end();
        if (end === 'destroy') socket.destroy();
        return;
      }
      socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece, () =>
        setImmediate(write, index + 1),
      );
    };
    socket.on('connect', () => write(0));
  });
}

/** True when the last answer has its whole body. */
function isWhole(text: string): boolean {
  const last = text.slice(text.lastIndexOf('HTTP/1.1 '));
  const [head = '', ...rest] = last.split('\r\n\r\n');
  if (rest.length === 0) return false;
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  return length === undefined || rest.join('\r\n\r\n').length >= Number(length);
}
