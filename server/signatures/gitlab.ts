import { has, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const gitlab: SignatureProvider = {
  id: 'gitlab',
  label: 'GitLab (signing token)',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'gitlab-org/gitlab merge requests 230944 and 231325',
  confirmed: 'documentation',
  recognises: has('webhook-signature', 'x-gitlab-event'),
  schemes: [standard('gitlab-signing')],
};
