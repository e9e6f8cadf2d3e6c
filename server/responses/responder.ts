/** What a bin's own answers make of a request, before it is kept: so its row says at once what is answered. */
import { randomUUID } from 'node:crypto';
import type { BinResponse, SignatureStatus } from '../contract.ts';
import { isPlainAnswer } from '../plain-response.ts';
import type { Store } from '../store/store.ts';
import { failed, renderedOf, type Scripted, scriptedOf } from './answer.ts';
import { Attempts } from './attempts.ts';
import { type AskedRequest, Facts } from './facts.ts';
import { scriptOf, type Sequence, textsOf, whoAnswers } from './script.ts';
import { Sequences } from './sequences.ts';
import { isTemplate, TemplateError } from './template.ts';
import { Templates } from './templates.ts';

/** `scripted` null: Hookglass's own answer. `over` is called when the request is kept, or was not. */
export interface Choice {
  scripted: Scripted | null;
  over(): void;
}

/** What is known besides the request itself. */
export interface Judged {
  signature: SignatureStatus | null;
  /** It is to be refused for its signature. */
  refused: boolean;
  /** Its attempt number, when it is kept already. */
  attempt?: number | undefined;
}

const nothing: Choice = { scripted: null, over: () => undefined };

/** Chooses answers, on the capture plane. */
export class Responder {
  readonly sequences = new Sequences();
  readonly #templates = new Templates();
  readonly #attempts: Attempts;

  constructor(store: Pick<Store, 'attemptsSoFar'>) {
    this.#attempts = new Attempts(store);
  }

  /** By the settings of now. Rejects as the store does. */
  choose(response: BinResponse, request: AskedRequest, judged: Judged): Choice | Promise<Choice> {
    const script = scriptOf(response);
    if (script.isPlain) return nothing;
    return this.#choose(response, request, judged);
  }

  /** What a sequence's answer at `place` is for a request. */
  async prepare(sequence: Sequence, place: number, facts: Facts): Promise<Scripted | null> {
    const [first] = sequence.answers;
    const answer = sequence.answers[place] ?? first;
    if (!answer || (sequence.rule === null && isPlainAnswer(answer))) return null;
    try {
      const texts = textsOf(answer);
      // Waits only for what must be rendered: others are kept in the order in which they were numbered.
      const values = texts.some(isTemplate)
        ? await this.#templates.render({ texts, scope: scopeOf(facts) })
        : texts;
      return scriptedOf(answer, sequence.rule, renderedOf(answer, facts, values));
    } catch (cause) {
      if (!(cause instanceof TemplateError)) throw cause;
      return scriptedOf(failed(cause.message), sequence.rule, null);
    }
  }

  async close(): Promise<void> {
    await this.#templates.close();
  }

  async #choose(response: BinResponse, request: AskedRequest, judged: Judged): Promise<Choice> {
    const script = scriptOf(response);
    const first = new Facts(request, judged.signature, 1);
    const numbered = script.asksAttempt && judged.attempt === undefined ? await this.#numbered(first) : null;
    const attempt = judged.attempt ?? numbered?.attempt;
    const facts = attempt === undefined ? first : new Facts(request, judged.signature, attempt);
    const over = numbered?.over ?? nothing.over;
    try {
      const sequence = whoAnswers(script, facts, { refused: judged.refused, random: Math.random });
      if (!sequence) return { scripted: null, over };
      const place = this.sequences.take(request.bin, sequence, facts);
      return { scripted: await this.prepare(sequence, place, facts), over };
    } catch (cause) {
      over();
      throw cause;
    }
  }

  #numbered({ request, known }: Facts) {
    const { size, sha256 } = request.body;
    return this.#attempts.next(request.bin, { eventId: known.eventId, size, sha256 });
  }
}

function scopeOf(facts: Facts) {
  const { request, attempt } = facts;
  const { method, path, rawHeaders, contentType, bin, id, remoteAddress, receivedAt } = request;
  const { provider, eventId } = facts.known;
  const { bytes: body, event } = facts;
  const sent = { method, target: path, rawHeaders, contentType, body, remoteAddress, receivedAt };
  return { ...sent, bin, requestId: id, attempt, uuid: randomUUID(), provider, event, eventId };
}
