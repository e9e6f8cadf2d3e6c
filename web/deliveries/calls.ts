/** The calls of the API that send requests on: what fetches with the views that need them. */
import type {
  Delivery,
  DeliveryRun,
  ForwardSince,
  ForwardStatus,
  Replay,
  ReplayMany,
  TargetProbe,
} from '../../server/contract.ts';
import { binPath, read, requestPath, send } from '../api.ts';

const targetPath = (bin: string, target: string) => `${binPath(bin)}/forwarding/${target}`;

/** The calls. */
export const calls = {
  /** URLs that requests of the bin were sent to, the last used first. */
  targets: (bin: string) => read<{ items: string[] }>(send('GET', `${binPath(bin)}/targets`)),
  /** Resolves when all attempts have ended; aborting sends nothing more. */
  replay: (bin: string, seq: number, replay: Replay, signal: AbortSignal) =>
    read<{ items: Delivery[] }>(send('POST', `${requestPath(bin, seq)}/replay`, { json: replay, signal })),
  replayMany: (bin: string, replay: ReplayMany) =>
    read<DeliveryRun>(send('POST', `${binPath(bin)}/replay`, { json: replay })),
  run: (bin: string, run: string) => read<DeliveryRun>(send('GET', `${binPath(bin)}/runs/${run}`)),
  cancelRun: (bin: string, run: string) => read<DeliveryRun>(send('DELETE', `${binPath(bin)}/runs/${run}`)),
  delivery: (bin: string, id: string, signal: AbortSignal) =>
    read<Delivery>(send('GET', `${binPath(bin)}/deliveries/${id}`, { signal })),
  /** Whether something listens at a target; nothing is sent to it. */
  probe: (target: string, anyCertificate: boolean, signal: AbortSignal) =>
    read<TargetProbe>(send('POST', '/api/targets/probe', { json: { target, anyCertificate }, signal })),
  /** How forwarding to each target of the bin goes. */
  forwarding: (bin: string, signal: AbortSignal) =>
    read<{ items: ForwardStatus[] }>(send('GET', `${binPath(bin)}/forwarding`, { signal })),
  forwardSince: (bin: string, target: string, since: ForwardSince) =>
    read<ForwardStatus>(send('POST', `${targetPath(bin, target)}/since`, { json: since })),
  redeliver: (bin: string, target: string) =>
    read<{ queued: number }>(send('POST', `${targetPath(bin, target)}/redeliver`, { json: {} })),
  resumeForwarding: (bin: string, target: string) =>
    read<ForwardStatus>(send('POST', `${targetPath(bin, target)}/resume`)),
  deliveryBody: async (bin: string, id: string, which: 'request' | 'response', signal: AbortSignal) => {
    const response = await send('GET', `${binPath(bin)}/deliveries/${id}/${which}-body`, { signal });
    return new Uint8Array(await response.arrayBuffer());
  },
};
