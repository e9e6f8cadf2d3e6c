/** The body of a composed request, which travels as text or as base64. Pure. */
import type { ComposedRequest } from '../../server/contract.ts';

/** Its bytes. */
export function bytesOf(body: ComposedRequest['body']): Uint8Array {
  if (body === null) return new Uint8Array();
  if ('text' in body) return new TextEncoder().encode(body.text);
  return Uint8Array.from(atob(body.base64), (character) => character.charCodeAt(0));
}

/** How many bytes it has. */
export const sizeOf = (body: ComposedRequest['body']): number => bytesOf(body).length;
