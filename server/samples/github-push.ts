import type { Sample } from './sample.ts';

export const githubPush: Sample = {
  id: 'github-push',
  provider: 'github',
  label: 'GitHub',
  event: 'push',
  signers: ['github', 'github-sha1'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'GitHub-Hookshot/044aadd'],
    ['Accept', '*/*'],
    ['X-GitHub-Delivery', '7f3b1c2a-e6b1-11f0-9d2c-000000000001'],
    ['X-GitHub-Event', 'push'],
    ['X-GitHub-Hook-ID', '292430182'],
    ['X-GitHub-Hook-Installation-Target-ID', '186853002'],
    ['X-GitHub-Hook-Installation-Target-Type', 'repository'],
    ['X-Hub-Signature', 'sha1=8aa0ea17249f09116e0f30b01a66ef95e31cc2f3'],
    ['X-Hub-Signature-256', 'sha256=3263ec85a670c6b8b0a8eaaebe2b1f09362abdcc056156c3060e43999d008ea6'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"ref":"refs/heads/main","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","after":"f95f852bd8fca8fcc58a9a2d6c842781e32a215e","created":false,"deleted":false,"forced":false,"base_ref":null,"compare":"https://github.com/budi/warung-api/compare/6113728f27ae...f95f852bd8fc","commits":[{"id":"f95f852bd8fca8fcc58a9a2d6c842781e32a215e","tree_id":"31b122c26a97cf9af023e9ddab94a82c6e77b0ea","distinct":true,"message":"Perbaiki pajak ☕\\n\\nCloses #12","timestamp":"2026-01-01T06:59:50+07:00","author":{"name":"Budi","email":"budi@example.com","username":"budi"},"committer":{"name":"GitHub","email":"noreply@github.com"},"added":["src/tax.js"],"removed":[],"modified":["README.md"]}],"head_commit":{"id":"f95f852bd8fca8fcc58a9a2d6c842781e32a215e","message":"Perbaiki pajak ☕\\n\\nCloses #12"},"repository":{"id":186853002,"node_id":"MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=","name":"warung-api","full_name":"budi/warung-api","private":true,"owner":{"login":"budi","id":21031067,"type":"User"},"html_url":"https://github.com/budi/warung-api","default_branch":"main","created_at":1557933565,"pushed_at":1767225590},"pusher":{"name":"budi","email":"budi@example.com"},"sender":{"login":"budi","id":21031067,"type":"User","site_admin":false}}',
  ids: ['7f3b1c2a-e6b1-11f0-9d2c-000000000001'],
};
