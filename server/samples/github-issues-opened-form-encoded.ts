import type { Sample } from './sample.ts';

export const githubIssuesOpenedFormEncoded: Sample = {
  id: 'github-issues-opened-form-encoded',
  provider: 'github',
  label: 'GitHub',
  event: 'issues.opened (form)',
  note: 'As GitHub sends to a hook with the content type application/x-www-form-urlencoded.',
  signers: ['github', 'github-sha1'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'GitHub-Hookshot/044aadd'],
    ['Accept', '*/*'],
    ['X-GitHub-Delivery', '7f3b1c2a-e6b1-11f0-9d2c-000000000003'],
    ['X-GitHub-Event', 'issues'],
    ['X-GitHub-Hook-ID', '292430182'],
    ['X-GitHub-Hook-Installation-Target-ID', '186853002'],
    ['X-GitHub-Hook-Installation-Target-Type', 'repository'],
    ['X-Hub-Signature', 'sha1=46086526e455980351e7f99ae89e0dd9c6f58722'],
    ['X-Hub-Signature-256', 'sha256=7462a3f54436b10e388055e8f265372304c9c2040f58457b19da2454f92af45a'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'payload=%7B%22action%22%3A%22opened%22%2C%22issue%22%3A%7B%22number%22%3A1%2C%22title%22%3A%22Spelling+error+%26+%5C%22quotes%5C%22+%2B+plus%22%2C%22state%22%3A%22open%22%7D%2C%22repository%22%3A%7B%22id%22%3A186853002%2C%22node_id%22%3A%22MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI%3D%22%2C%22name%22%3A%22warung-api%22%2C%22full_name%22%3A%22budi%2Fwarung-api%22%2C%22private%22%3Atrue%2C%22owner%22%3A%7B%22login%22%3A%22budi%22%2C%22id%22%3A21031067%2C%22type%22%3A%22User%22%7D%2C%22html_url%22%3A%22https%3A%2F%2Fgithub.com%2Fbudi%2Fwarung-api%22%2C%22default_branch%22%3A%22main%22%2C%22created_at%22%3A1557933565%2C%22pushed_at%22%3A1767225590%7D%2C%22sender%22%3A%7B%22login%22%3A%22budi%22%2C%22id%22%3A21031067%2C%22type%22%3A%22User%22%2C%22site_admin%22%3Afalse%7D%7D',
  ids: ['7f3b1c2a-e6b1-11f0-9d2c-000000000003'],
};
