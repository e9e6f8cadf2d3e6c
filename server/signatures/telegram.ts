import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const telegram: SignatureProvider = {
  id: 'telegram',
  label: 'Telegram',
  fields: [secretField('Token')],
  source: 'grammy',
  confirmed: 'other code',
  recognises: has('x-telegram-bot-api-secret-token'),
  schemes: [token('telegram', 'x-telegram-bot-api-secret-token')],
};
