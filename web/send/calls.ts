/** The calls of the API that send test events. */
import type {
  Burst,
  ComposedList,
  CurlRead,
  KeyPair,
  NewBurst,
  SampleDetail,
  SampleList,
  TestSend,
  TestSent,
} from '../../server/contract.ts';
import { binPath, read, send } from '../api.ts';

/** The calls. */
export const calls = {
  samples: () => read<SampleList>(send('GET', '/api/samples')),
  sample: (id: string) => read<SampleDetail>(send('GET', `/api/samples/${encodeURIComponent(id)}`)),
  /** What curl would send; nothing is sent. */
  readCurl: (curl: string, signal: AbortSignal) =>
    read<CurlRead>(send('POST', '/api/curl', { json: { curl }, signal })),
  /** What would be sent; nothing is. */
  compose: (bin: string, asked: TestSend, signal: AbortSignal) =>
    read<ComposedList>(send('POST', `${binPath(bin)}/compose`, { json: asked, signal })),
  /** Resolves when all has been answered; aborting sends nothing more. */
  send: (bin: string, asked: TestSend, signal: AbortSignal) =>
    read<TestSent>(send('POST', `${binPath(bin)}/send`, { json: asked, signal })),
  burst: (bin: string, asked: NewBurst) =>
    read<Burst>(send('POST', `${binPath(bin)}/bursts`, { json: asked })),
  burstNow: (bin: string, run: string) => read<Burst>(send('GET', `${binPath(bin)}/bursts/${run}`)),
  keyPair: (provider: string) =>
    read<KeyPair>(send('POST', `/api/providers/${encodeURIComponent(provider)}/key-pair`)),
};
