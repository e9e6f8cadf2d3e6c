import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const gitlabToken: SignatureProvider = {
  id: 'gitlab-token',
  label: 'GitLab (secret token)',
  fields: [secretField('Token')],
  source: 'gitlab web_hook_service.rb',
  confirmed: 'documentation',
  recognises: has('x-gitlab-token'),
  schemes: [token('gitlab-token', 'x-gitlab-token')],
};
