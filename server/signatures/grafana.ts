import { has, overBody, secretField, textField } from './schemes.ts';
import type { Scheme, SignatureProvider } from './signature.ts';

const header = 'x-grafana-alerting-signature';
const bare = overBody('grafana', header);

const timed = (timeHeader: string): Scheme =>
  overBody('grafana', header, {
    time: { header: timeHeader, unit: 's', tolerance: null, ways: 'past' },
    content: ['timestamp', '=:', 'body'],
  });

/** The contact point may name a header for a timestamp; then it is signed before the body. */
export const grafana: SignatureProvider = {
  id: 'grafana',
  label: 'Grafana Alerting',
  fields: [
    secretField('Secret'),
    textField('timestampHeader', 'Timestamp header', 'As set in the contact point; empty: none.', false),
  ],
  source: 'third-party table of providers (tern)',
  confirmed: 'other pages',
  recognises: has(header),
  schemes: [bare],
  compose: ({ values }) => {
    const timeHeader = values['timestampHeader']?.trim().toLowerCase() ?? '';
    return timeHeader === '' ? bare : timed(timeHeader);
  },
};
