import type { Sample } from './sample.ts';

export const githubPullRequestOpened: Sample = {
  id: 'github-pull_request-opened',
  provider: 'github',
  label: 'GitHub',
  event: 'pull_request.opened',
  signers: ['github', 'github-sha1'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'GitHub-Hookshot/044aadd'],
    ['Accept', '*/*'],
    ['X-GitHub-Delivery', '7f3b1c2a-e6b1-11f0-9d2c-000000000002'],
    ['X-GitHub-Event', 'pull_request'],
    ['X-GitHub-Hook-ID', '292430182'],
    ['X-GitHub-Hook-Installation-Target-ID', '186853002'],
    ['X-GitHub-Hook-Installation-Target-Type', 'repository'],
    ['X-Hub-Signature', 'sha1=44aa52c3b17143fb8ea9b5da119f2ffe3b10ebc7'],
    ['X-Hub-Signature-256', 'sha256=be41b2687092673bda4bbcd9398b0a27e25fa1bd3713f58ea53647c4015cfb97'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"action":"opened","number":2,"pull_request":{"id":279147437,"number":2,"state":"open","locked":false,"draft":false,"title":"Update the README with new information.","user":{"login":"budi","id":21031067,"type":"User","site_admin":false},"body":"A pretty simple change\\r\\n\\r\\n- one\\r\\n- two","created_at":"2026-01-01T00:00:00Z","merged":false,"mergeable":null,"head":{"ref":"changes","sha":"ec26c3e57ca3a959ca5aad62de7213c562f8c821"},"base":{"ref":"main","sha":"f95f852bd8fca8fcc58a9a2d6c842781e32a215e"},"html_url":"https://github.com/budi/warung-api/pull/2","commits":1,"additions":1,"deletions":1,"changed_files":1},"repository":{"id":186853002,"node_id":"MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=","name":"warung-api","full_name":"budi/warung-api","private":true,"owner":{"login":"budi","id":21031067,"type":"User"},"html_url":"https://github.com/budi/warung-api","default_branch":"main","created_at":1557933565,"pushed_at":1767225590},"sender":{"login":"budi","id":21031067,"type":"User","site_admin":false}}',
  ids: ['7f3b1c2a-e6b1-11f0-9d2c-000000000002'],
};
