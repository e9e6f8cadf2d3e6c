import type { Sample } from './sample.ts';

export const telegramUpdate: Sample = {
  id: 'telegram-update',
  provider: 'telegram',
  label: 'Telegram',
  event: 'update',
  signers: ['telegram'],
  method: 'POST',
  path: '',
  headers: [
    ['Content-Type', 'application/json'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['X-Telegram-Bot-Api-Secret-Token', 'tg_secret-AZ09'],
  ],
  body: '{"update_id":10000,"message":{"message_id":1365,"from":{"id":1111111,"is_bot":false,"first_name":"Siti","language_code":"id"},"chat":{"id":-1001234567890,"type":"supergroup","title":"Warung"},"date":1767225600,"text":"/pesan 2 kopi ☕","entities":[{"offset":0,"length":6,"type":"bot_command"}]}}',
  ids: ['10000', '1365'],
};
