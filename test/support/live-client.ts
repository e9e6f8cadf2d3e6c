import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import type { LiveMessage, RequestSummary } from '../../server/contract.ts';

/** One viewer of the live stream. */
export class LiveClient {
  readonly socket: WebSocket;
  readonly #messages: LiveMessage[] = [];
  #wanted: ((message: LiveMessage) => void)[] = [];
  #listener: ((message: LiveMessage) => void) | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      // The server's own frames: the shape is what the tests are about.
      const message = JSON.parse(data.toString()) as LiveMessage;
      const waiting = this.#listener ?? this.#wanted.shift();
      if (waiting) waiting(message);
      else this.#messages.push(message);
    });
  }

  /** Opens a stream; rejects with the status when the handshake is refused. It closes with the test. */
  static open(url: string, options: ClientOptions = {}, protocols = ['hookglass']): Promise<LiveClient> {
    const socket = new WebSocket(url, protocols, options);
    const client = new LiveClient(socket);
    onTestFinished(() => socket.terminate());
    return new Promise((resolve, reject) => {
      socket.on('open', () => resolve(client));
      socket.on('unexpected-response', (_request, response) =>
        reject(new Error(`handshake refused: ${response.statusCode}`)),
      );
      socket.on('error', reject);
    });
  }

  /** Calls back for every message, those included that have come already. */
  each(listener: (message: LiveMessage) => void): void {
    this.#messages.splice(0).forEach(listener);
    this.#listener = listener;
  }

  /** The next message. */
  next(): Promise<LiveMessage> {
    const message = this.#messages.shift();
    return message ? Promise.resolve(message) : new Promise((resolve) => this.#wanted.push(resolve));
  }

  /** The next message that is of this type; what comes before it is passed over. */
  async nextOf<T extends LiveMessage['type']>(type: T): Promise<Extract<LiveMessage, { type: T }>> {
    for (;;) {
      const message = await this.next();
      // The condition is what Extract says.
      if (message.type === type) return message as Extract<LiveMessage, { type: T }>;
    }
  }

  /** The next captured requests, in the order in which they came. */
  async captured(count: number): Promise<RequestSummary[]> {
    const requests: RequestSummary[] = [];
    while (requests.length < count) requests.push((await this.nextOf('captured')).request);
    return requests;
  }

  /** Resolves with the code when the server closes the stream. */
  closed(): Promise<number> {
    return new Promise((resolve) => this.socket.on('close', resolve));
  }
}
