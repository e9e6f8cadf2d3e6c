import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const kontentAi: SignatureProvider = {
  id: 'kontent-ai',
  label: 'Kontent.ai',
  fields: [secretField()],
  source: '@kontent-ai/webhook-helper',
  confirmed: 'vendor code',
  recognises: has('x-kontent-ai-signature'),
  schemes: [overBody('kontent-ai', 'x-kontent-ai-signature', { encoding: 'base64' })],
};
