/** The shapes that many providers share: each gives a whole scheme, form fields or a recogniser. */
import type { HeaderPair } from '../contract.ts';
import { headerValue } from '../headers.ts';
import type { Algorithm, Field, Scheme, Time } from './signature.ts';

/** HMAC-SHA256 in hexadecimal over the body, alone in a header: what all others differ from. */
export const overBody = (name: string, header: string, differs: Partial<Scheme> = {}): Scheme => ({
  name,
  header,
  format: { kind: 'plain', prefix: '' },
  idHeader: null,
  time: null,
  content: ['body'],
  algorithm: 'hmac-sha256',
  encoding: 'hex',
  secretForm: 'text',
  ...differs,
});

/** Standard Webhooks: `v1,` signatures over id, timestamp and body, behind three headers of one prefix. */
export const standard = (name: string, prefix = 'webhook', differs: Partial<Scheme> = {}): Scheme =>
  overBody(name, `${prefix}-signature`, {
    format: { kind: 'versions', version: 'v1', bare: false },
    idHeader: `${prefix}-id`,
    time: { header: `${prefix}-timestamp`, unit: 's', tolerance: 300, ways: 'both' },
    content: ['id', '=.', 'timestamp', '=.', 'body'],
    encoding: 'base64',
    secretForm: 'whsec',
    ...differs,
  });

/** `t=…,v1=…` over timestamp, a dot and the body. */
export const stamped = (
  name: string,
  header: string,
  time: Omit<Time, 'header'>,
  differs: Partial<Scheme> = {},
): Scheme =>
  overBody(name, header, {
    format: { kind: 'pairs', separator: ',', time: 't', signature: 'v1' },
    time: { ...time, header: null },
    content: ['timestamp', '=.', 'body'],
    ...differs,
  });

/** A shared token in a header; the body is not protected. */
export const token = (name: string, header: string, prefix = ''): Scheme =>
  overBody(name, header, {
    format: { kind: 'plain', prefix },
    content: [],
    algorithm: 'equal',
    encoding: 'text',
  });

/** A public key over what `content` names. */
export const publicKey = (
  name: string,
  header: string,
  algorithm: Algorithm,
  differs: Partial<Scheme>,
): Scheme => overBody(name, header, { algorithm, encoding: 'base64', secretForm: 'key', ...differs });

export const plain = (prefix: string): Scheme['format'] => ({ kind: 'plain', prefix });

/** The field for a shared secret. */
export const secretField = (label = 'Signing secret', hint = ''): Field => ({
  key: 'secret',
  label,
  kind: 'secret',
  sensitive: true,
  required: true,
  hint,
});

/** The field for a public key or certificate. */
export const keyField = (label: string, hint: string): Field => ({
  key: 'key',
  label,
  kind: 'key',
  sensitive: false,
  required: true,
  hint,
});

/** The field for what else a scheme needs. */
export const textField = (key: string, label: string, hint: string, required = true): Field => ({
  key,
  label,
  kind: 'text',
  sensitive: false,
  required,
  hint,
});

/** The field for the URL that the sender was given, when a tunnel or proxy stands before this server. */
export const urlField: Field = {
  key: 'url',
  label: 'Public URL',
  kind: 'url',
  sensitive: false,
  required: false,
  hint: 'The URL the sender was given, exactly. Only an origin (https://host) keeps the path of each request.',
};

/** Recognises by headers that must all be there. Names in lower case. */
export const has =
  (...names: string[]) =>
  (headers: readonly HeaderPair[]): boolean =>
    names.every((name) => headerValue(headers, name) !== null);

/** Recognises by the beginning of a header. */
export const begins =
  (name: string, start: string, ...others: string[]) =>
  (headers: readonly HeaderPair[]): boolean =>
    (headerValue(headers, name)?.startsWith(start) ?? false) && has(...others)(headers);
