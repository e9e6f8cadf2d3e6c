/** Resident memory: at rest, and with many large uploads at once. */
import { connect } from 'node:net';
import type { Figure } from './figure.ts';
import { inFolder, residentMb, startHookglass, type Target } from './processes.ts';

const uploads = 50;
const uploadBytes = 10 * 2 ** 20;

/** The peak is sampled from outside while the uploads run. */
export async function benchMemory(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const server = await startHookglass(folder);
    try {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      const idle = await residentMb(server.pid);
      const peak = await peakDuring(server, () =>
        Promise.all(Array.from({ length: uploads }, () => upload(server.port))),
      );
      return [
        { name: 'idle memory', value: idle, unit: 'MB', target: '<= 90', detail: '3 s after the start' },
        {
          name: `${uploads} parallel uploads of 10 MB`,
          value: peak,
          unit: 'MB',
          target: '<= 350',
          detail: 'highest of samples every 20 ms',
        },
      ];
    } finally {
      await server.stop();
    }
  });
}

async function peakDuring(server: Target, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const timer = setInterval(
    () => void residentMb(server.pid).then((now) => (peak = Math.max(peak, now))),
    20,
  );
  await work();
  clearInterval(timer);
  return peak;
}

/** One upload; rejects unless it is answered 200. */
function upload(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const piece = Buffer.alloc(64 * 1024, 'x');
    let left = uploadBytes;
    socket.write(
      `POST /in/bench HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${left}\r\nConnection: close\r\n\r\n`,
    );
    const write = (): void => {
      while (left > 0) {
        left -= piece.length;
        if (!socket.write(piece)) {
          socket.once('drain', write);
          return;
        }
      }
    };
    write();
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () =>
      text.startsWith('HTTP/1.1 200') ? resolve() : reject(new Error(text.slice(0, 100))),
    );
  });
}
