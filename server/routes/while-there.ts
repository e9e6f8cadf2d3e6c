/** Work that only makes sense while somebody waits for its answer. */
import type { FastifyReply } from 'fastify';

/**
 * A signal that is aborted when the client goes away. The listener lets senders half-close, so who ends its side is
 * still connected: here that is leaving too.
 */
export function whenGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const { socket } = raw;
  const onEnd = (): void => {
    gone.abort();
    // Nothing half done may look like a whole answer.
    raw.destroy();
  };
  raw.once('close', () => {
    socket?.off('end', onEnd);
    gone.abort();
  });
  socket?.once('end', onEnd);
  if (raw.destroyed || socket?.readableEnded) onEnd();
  return gone.signal;
}

/** Runs `work` with a signal that is aborted when the client goes away; then nothing is answered. */
export async function whileThere<T>(
  reply: FastifyReply,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | FastifyReply> {
  const signal = whenGone(reply);
  try {
    return await work(signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    return reply.hijack();
  }
}
