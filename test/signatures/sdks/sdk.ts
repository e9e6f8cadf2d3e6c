/** What an SDK is asked for, and what the tests of several share. */
import { createHmac } from 'node:crypto';

/** A request as its sender makes it and its receiver gets it; header names in lower case. */
export interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A package and the provider it is of. */
export interface Sdk {
  name: string;
  provider: string;
  /** What Hookglass verifies with: a secret, or a public key. */
  secret: string;
  /** What Hookglass signs with, where that is another. */
  signsWith?: string;
  /** Headers that the vendor sends besides. */
  headers?: Record<string, string>;
  /** Instead of JSON with escapes. */
  bodies?: readonly string[];
  /** The query of the hook URL. */
  query?: (body: string) => string;
  /** By the package, or, where it only verifies, by what the vendor's documentation says. */
  signedBy: 'the package' | 'the documentation';
  /** The headers to add. */
  sign: (sent: Sent) => Record<string, string> | Promise<Record<string, string>>;
  verify: (sent: Sent) => boolean | Promise<boolean>;
}

export const text = 'a-secret-with-é-9Xq2';
export const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Now, in Unix seconds. */
export const seconds = (): string => String(Math.floor(Date.now() / 1000));

export const hmac = (content: string, encoding: 'hex' | 'base64', key: string | Buffer = text): string =>
  createHmac('sha256', key).update(content).digest(encoding);

/** For an SDK that throws at what it does not accept. */
export const passes = async (verify: () => unknown): Promise<boolean> => {
  try {
    await verify();
    return true;
  } catch {
    return false;
  }
};
