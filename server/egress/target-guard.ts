/**
 * Where this server may send to. Names are resolved once, every address is looked at, and the connection is pinned to
 * those that passed: an answer of the DNS that changes afterwards changes nothing.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { hookRoute } from '../capture/hook-url.ts';
import { fail } from '../errors.ts';
import { headerValue } from '../headers.ts';
import type { HeaderPair } from '../contract.ts';
import { addressKind, isThisMachine, sameAddress } from './address.ts';
import { DeliveryFailure } from './outgoing.ts';

/** An address to connect to. */
export interface Address {
  address: string;
  family: number;
}

/** Looks a name up; rejects with a code of the DNS. */
export type Resolve = (name: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = (name) => lookup(name, { all: true });

/** What the guard must know of this server. */
export interface GuardSettings {
  /** Others may use it: what is not on the internet is not theirs to reach. */
  hosted: boolean;
  hookDomain: string;
  /** Names of a proxy or tunnel by which the page and the API answer, in lower case. */
  ownNames: readonly string[];
  /** Ports under which they answer, here or there; known once the server listens. */
  ownPorts(): readonly number[];
  resolve: Resolve;
}

/** The request as far as it says which plane it is for. */
export interface Aim {
  origin: URL;
  target: string;
  headers: readonly HeaderPair[];
}

// Where the keys of machines in the clouds are handed out.
const metadataNames = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data']);

function blocked(message: string): never {
  throw new DeliveryFailure('blocked', message);
}

/** Reads a target as somebody wrote it. Throws bad_target. */
export function readTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : fail('bad_target');
  if (!/^https?:$/.test(url.protocol)) fail('bad_target');
  if (url.username !== '' || url.password !== '')
    fail('bad_target', 'The target holds a user name or password; send them in an Authorization header');
  url.hash = '';
  return url;
}

/** Decides, for each connection anew. */
export class TargetGuard {
  readonly #settings: GuardSettings;

  constructor(settings: GuardSettings) {
    this.#settings = settings;
  }

  /** The addresses to connect to. Throws DeliveryFailure: blocked, dns. */
  async addresses(aim: Aim): Promise<readonly Address[]> {
    const { origin } = aim;
    const name = origin.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    if (!/^https?:$/.test(origin.protocol)) blocked(`${origin.protocol} is not http or https`);
    if (metadataNames.has(name.toLowerCase()))
      blocked(`${name} hands out the keys of a machine in the cloud`);
    this.#checkPort(origin);
    const family = isIP(name);
    const found = family === 0 ? await this.#lookUp(name) : [{ address: name, family }];
    // One that is not allowed spoils them all: such a name is not what it seems.
    for (const { address } of found) this.#check(aim, address);
    return found;
  }

  #check(aim: Aim, address: string): void {
    const kind = addressKind(address);
    if (kind === 'metadata')
      blocked(`${address} hands out the keys of a machine in the cloud: nothing is sent there`);
    if (this.#isOwn(aim.origin, address)) {
      // What reaches the page or the API would have the rights of this machine. On its way to a public name a proxy may
      // write another Host: only a path says what it is for then.
      const host = this.#isNamed(aim.origin) ? undefined : hostOf(aim);
      if (hookRoute(aim.target, host, this.#settings.hookDomain)) return;
      blocked('this is the page or the API of Hookglass itself; of its own URLs only hook URLs are sent to');
    }
    if (kind === 'private' && this.#settings.hosted)
      blocked(`${address} is not on the internet; a server with a token sends nothing there`);
  }

  #isOwn(origin: URL, address: string): boolean {
    if (!this.#settings.ownPorts().includes(portOf(origin))) return false;
    if (this.#isNamed(origin)) return true;
    if (isThisMachine(address)) return true;
    const mine = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    return mine.some((one) => sameAddress(one.address, address));
  }

  /** By a name that was given to this server; the root's own dot makes no other of it. */
  #isNamed({ hostname }: URL): boolean {
    return this.#settings.ownNames.includes(hostname.toLowerCase().replace(/\.$/, ''));
  }

  async #lookUp(name: string): Promise<readonly Address[]> {
    try {
      const found = await this.#settings.resolve(name);
      if (found.length > 0) return found;
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
      throw new DeliveryFailure('dns', `the name ${name} cannot be looked up (${code})`);
    }
    throw new DeliveryFailure('dns', `the name ${name} has no address`);
  }

  #checkPort(origin: URL): void {
    const port = portOf(origin);
    if (port === 0) blocked('there is no port 0');
    if (this.#settings.hosted && port < 1024 && port !== 80 && port !== 443)
      blocked(`a server with a token sends to ports 80, 443 and those above 1023, not to ${port}`);
  }
}

/** The port of a URL, the usual one of its scheme when it names none. */
export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

const hostOf = ({ headers }: Aim): string | undefined => headerValue(headers, 'host') ?? undefined;
