import type { Sample } from './sample.ts';

export const gitlabPushSigned: Sample = {
  id: 'gitlab-push-signed',
  provider: 'gitlab',
  label: 'GitLab',
  event: 'push (signed)',
  signers: ['gitlab'],
  method: 'POST',
  path: '',
  headers: [
    ['Content-Type', 'application/json'],
    ['User-Agent', 'GitLab/18.9.0'],
    ['Idempotency-Key', 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f'],
    ['X-Gitlab-Event', 'Push Hook'],
    ['X-Gitlab-Webhook-UUID', '13792a34-cac6-4fda-95a8-c58e00a3954e'],
    ['X-Gitlab-Event-UUID', '4ee5a0ad-0b6e-4b2a-a4b5-6e9c2a3c9d10'],
    ['X-Gitlab-Instance', 'https://gitlab.example.com'],
    ['webhook-id', 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f'],
    ['webhook-timestamp', '1767225600'],
    ['webhook-signature', 'v1,EW19SlYv1heLXHX6bXLgJ310Bcr4Aq8hb261+1VT0LE='],
  ],
  body: '{"object_kind":"push","event_name":"push","before":"95790bf891e76fee5e1747ab589903a6a1f80f22","after":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","ref":"refs/heads/main","ref_protected":true,"checkout_sha":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","user_id":4,"user_name":"Budi","user_username":"budi","user_email":"","project_id":15,"project":{"id":15,"name":"Warung","web_url":"http://gitlab.example.com/budi/warung","git_http_url":"http://gitlab.example.com/budi/warung.git","namespace":"Budi","visibility_level":0,"path_with_namespace":"budi/warung","default_branch":"main"},"commits":[{"id":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","message":"fixed readme","title":"fixed readme","timestamp":"2026-01-01T00:00:00+07:00","url":"http://gitlab.example.com/budi/warung/-/commit/da156088","author":{"name":"Budi","email":"[REDACTED]"},"added":["CHANGELOG"],"modified":["app/controller/application.rb"],"removed":[]}],"total_commits_count":1,"push_options":{},"repository":{"name":"Warung","url":"git@gitlab.example.com:budi/warung.git","visibility_level":0}}',
  ids: ['f5e5f430-f57b-4e6e-9fac-d9128cd7232f', '4ee5a0ad-0b6e-4b2a-a4b5-6e9c2a3c9d10'],
};
