/** Work that only makes sense while somebody waits for its answer. */
import type { FastifyReply } from 'fastify';

/** Runs `work` with a signal that is aborted when the client goes away; then nothing is answered. */
export async function whileThere<T>(
  reply: FastifyReply,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | FastifyReply> {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  reply.raw.once('close', onClose);
  try {
    return await work(gone.signal);
  } catch (cause) {
    if (!gone.signal.aborted) throw cause;
    return reply.hijack();
  } finally {
    reply.raw.off('close', onClose);
  }
}
