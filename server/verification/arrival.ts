/**
 * The verdict on a request that is arriving. A body that came in one piece is checked at once: some hundredths of a
 * millisecond. A larger one was staged: it is checked in a thread, and its sender waits for that only where a wrong
 * signature is to be refused; else it is kept unchecked and checked behind its commit.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestState, SignatureVerdict } from '../contract.ts';
import type { Checked, Checks, NewBody, Store } from '../store/store.ts';
import { type Handshake, handshakeOf } from './handshake.ts';
import type { SignatureThread } from './signature-thread.ts';
import { type Head, signedRequest } from './signed-request.ts';
import { judge, type Outcome, type ToCheck } from './verdicts.ts';

// A sender gives up after 5 to 30 seconds.
const limitMs = 3_000;
/** Larger bodies are not held in memory to be checked. */
export const maxCheckedBytes = 64 * 2 ** 20;

/** What checks are made with. */
export interface CheckParts {
  store: Store;
  thread: SignatureThread;
  publicUrl: string | null;
}

/** A request whose body is over. */
export interface Arrived extends Head {
  state: RequestState;
  /** Milliseconds since 1970. */
  receivedAt: number;
  body: NewBody;
}

/** What is kept, and the answer to a sender that is refused. `checked` null: it is checked later. */
export interface Arrival {
  checked: Checked | null;
  refused: { status: number; reason: string } | null;
}

const later: Arrival = { checked: null, refused: null };
const unknown: Arrival = {
  checked: null,
  refused: { status: 503, reason: 'The signature could not be checked in time: send it again.' },
};

/** Checks what arrives, on the capture plane. */
export class ArrivalCheck {
  readonly #parts: CheckParts;
  /** One large body at a time: what waits here is in memory. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: CheckParts) {
    this.#parts = parts;
  }

  /** Never throws, never rejects. */
  check(checks: Checks, arrived: Arrived): Arrival | Promise<Arrival> {
    const { body } = arrived;
    if (body.spool === null) return told(checks, judge(checks.list, this.#asked(arrived, whole(body.bytes))));
    const isRefusing = checks.list.some(({ mode }) => mode === 'reject') && arrived.state === 'complete';
    if (!isRefusing) return later;
    const turn = this.#last.then(() => this.#checkStaged(checks, arrived));
    this.#last = turn;
    return turn;
  }

  /** The answer when it is a handshake. Only for a body that came in one piece: a larger one is none. */
  handshake({ list }: Checks, arrived: Arrived): Handshake | null {
    return handshakeOf(list, this.#asked(arrived, whole(arrived.body.bytes)));
  }

  #asked(arrived: Arrived, body: Uint8Array): ToCheck {
    return {
      request: signedRequest(arrived, body, this.#parts.publicUrl),
      nowMs: arrived.receivedAt,
      whole: arrived.state === 'complete',
    };
  }

  async #checkStaged(checks: Checks, arrived: Arrived): Promise<Arrival> {
    const { store, thread } = this.#parts;
    const { spool, stored } = arrived.body;
    if (spool === null || stored > maxCheckedBytes) return unknown;
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of store.staged(spool)) {
        pieces.push(piece);
        // Reads by key are done at once: others must get their turn between them.
        await pause(0);
      }
      const requests = [this.#asked(arrived, whole(pieces))];
      const [outcome] = await thread.ask('judge', { list: checks.list, requests }, limitMs);
      return outcome ? told(checks, outcome) : unknown;
    } catch {
      return unknown;
    }
  }
}

/** The bytes of a body in one piece. */
export const whole = (pieces: readonly Uint8Array[]): Uint8Array =>
  pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);

/** Verdicts as the store keeps them: those of `judge`, which have no steps. */
export const keptOf = (verdicts: readonly SignatureVerdict[]): Omit<Checked, 'version'> => ({
  signature: verdicts[0]?.status ?? null,
  verdicts: verdicts.length > 0 ? JSON.stringify(verdicts) : null,
});

function told({ version }: Checks, { verdicts, refuse }: Outcome): Arrival {
  const [first] = verdicts;
  return {
    checked: { version, ...keptOf(verdicts) },
    refused: refuse === null || !first ? null : { status: refuse, reason: first.reason },
  };
}
