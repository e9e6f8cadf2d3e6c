/** Whether something listens at a target: a connection, and nothing is said on it. */
import { once } from 'node:events';
import { connect, isIP, type LookupFunction } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { TargetProbe } from '../contract.ts';
import { errorOf } from './failure.ts';
import { DeliveryFailure } from './outgoing.ts';
import { type Address, portOf, type TargetGuard } from './target-guard.ts';

const limitMs = 5_000;

/** Never rejects. */
export async function probe(guard: TargetGuard, target: URL, anyCertificate: boolean): Promise<TargetProbe> {
  const startedAt = performance.now();
  const late = AbortSignal.timeout(limitMs);
  try {
    const aim = { origin: target, target: `${target.pathname}${target.search}` };
    const found = guard.addresses({ ...aim, headers: [['Host', target.host]] });
    const addresses = await Promise.race([found, ended(late)]);
    await open(target, addresses, { anyCertificate, late });
    return { reachable: true, connectMs: performance.now() - startedAt, error: null };
  } catch (cause) {
    const why = late.aborted
      ? new DeliveryFailure('timeout', `${target.host} took no connection within ${limitMs / 1000} s`)
      : cause;
    return { reachable: false, connectMs: null, error: errorOf(why, target.host) };
  }
}

async function ended(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort');
  throw signal.reason;
}

async function open(
  target: URL,
  addresses: readonly Address[],
  { anyCertificate, late }: { anyCertificate: boolean; late: AbortSignal },
): Promise<void> {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const lookup: LookupFunction = (_name, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
  const options = { host, port: portOf(target), lookup };
  const isSecure = target.protocol === 'https:';
  const socket = isSecure
    ? connectSecure({
        ...options,
        servername: isIP(host) === 0 ? host : '',
        rejectUnauthorized: !anyCertificate,
      })
    : connect(options);
  socket.on('error', () => undefined);
  try {
    await once(socket, isSecure ? 'secureConnect' : 'connect', { signal: late });
  } finally {
    socket.destroy();
  }
}
