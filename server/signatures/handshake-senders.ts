/** Senders of which no signature is checked here, but whose handshake is answered. */
import { secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

/** What a form needs to know of such a sender. */
export type HandshakeSender = Pick<SignatureProvider, 'id' | 'label' | 'fields' | 'source' | 'confirmed'>;

export const handshakeSenders: readonly HandshakeSender[] = [
  {
    id: 'cloudevents',
    label: 'CloudEvents (Azure Event Grid and others)',
    fields: [],
    source: 'CloudEvents, HTTP 1.1 Web Hooks',
    confirmed: 'documentation',
  },
  {
    id: 'monday',
    label: 'monday.com',
    fields: [],
    source: 'documentation of monday.com',
    confirmed: 'memory',
  },
  {
    id: 'x-twitter',
    label: 'X (Twitter) account activity',
    fields: [secretField('API secret', 'The consumer secret of your app: the answer is made with it')],
    source: 'documentation of X',
    confirmed: 'memory',
  },
];
