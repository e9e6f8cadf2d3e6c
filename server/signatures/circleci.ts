import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const circleci: SignatureProvider = {
  id: 'circleci',
  label: 'CircleCI',
  fields: [secretField()],
  source: 'discuss.circleci.com 40979',
  confirmed: 'documentation',
  recognises: has('circleci-signature'),
  schemes: [
    overBody('circleci', 'circleci-signature', {
      format: { kind: 'pairs', separator: ',', time: null, signature: 'v1' },
    }),
  ],
};
