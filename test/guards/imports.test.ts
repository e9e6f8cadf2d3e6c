import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const files = ['server', 'web'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
);

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  const found = [
    ...text.matchAll(/^(?:import|export) (type )?(?:[^'"]*? from )?'(\.[^']+)'/gms),
    ...text.matchAll(/()import\('(\.[^']+)'\)/g),
  ];
  return found.map(([, type, path = '']) => ({
    from,
    to: normalize(join(from, '..', path)),
    typeOnly: Boolean(type),
  }));
});

const importsOf = (from: RegExp): Import[] => imports.filter((one) => from.test(one.from));

describe('the arrows', () => {
  it('the contract imports nothing of ours', () => {
    expect(importsOf(/^server\/contract\.ts$/)).toEqual([]);
  });

  it('the store knows no HTTP, no socket, no page: only what is pure beside it', () => {
    const allowed =
      /^server\/(store\/|(contract|decode|errors|filter|filter-values|headers|outcomes|plain-response|recognise|thread-end)\.ts)/;
    expect(importsOf(/^server\/store\//).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('the capture plane does not know the control plane', () => {
    const forbidden = /^server\/(app|guard|live|ui|server|main|routes|commands)/;
    expect(importsOf(/^server\/capture\//).filter(({ to }) => forbidden.test(to))).toEqual([]);
  });

  it('routes know of the capture plane only what a bin answers', () => {
    const captures = importsOf(/^server\/routes\//).filter(({ to }) => to.startsWith('server/capture/'));
    expect(captures.filter(({ to }) => to !== 'server/capture/respond.ts')).toEqual([]);
  });

  it('the room of exports knows the contract, headers and itself', () => {
    const allowed = /^server\/(exports\/|contract\.ts|headers\.ts)/;
    expect(importsOf(/^server\/exports\//).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('a format knows no other format: only formats.ts lists them', () => {
    const formats = importsOf(/^server\/exports\/formats\.ts$/).filter(({ typeOnly }) => !typeOnly);
    const listed = new Set(formats.map(({ to }) => to));
    expect(listed.size).toBeGreaterThan(10);
    const importers = imports.filter(({ to }) => listed.has(to)).map(({ from }) => from);
    expect(new Set(importers)).toEqual(new Set(['server/exports/formats.ts']));
  });

  it('the room of signatures knows the contract and headers, and its providers not each other', () => {
    const own = importsOf(/^server\/signatures\//);
    const engine =
      /^server\/(contract|headers|signatures\/(signature|schemes|bytes|content|hmac|jwt|keys|reading|time|verify))\.ts$/;
    const asked =
      /^server\/signatures\/(providers|sign|handshakes|handshake-senders|diagnose|diagnosis|causes|lenient|variants|body-variants|json-forms|verify-code|code-[\w-]+)\.ts$/;
    expect(own.filter(({ from, to }) => !asked.test(from) && !engine.test(to))).toEqual([]);
    expect(
      own.filter(({ to }) => !/^server\/(contract|headers)\.ts$|^server\/signatures\//.test(to)),
    ).toEqual([]);
  });

  it('samples are data: their room knows the contract', () => {
    const allowed = /^server\/(samples\/|contract\.ts)/;
    expect(importsOf(/^server\/samples\//).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('a sample knows no other sample: only samples.ts lists them', () => {
    const listed = new Set(importsOf(/^server\/samples\/samples\.ts$/).map(({ to }) => to));
    listed.delete('server/samples/sample.ts');
    expect(listed.size).toBeGreaterThan(38);
    const importers = imports.filter(({ to }) => listed.has(to)).map(({ from }) => from);
    expect(new Set(importers)).toEqual(new Set(['server/samples/samples.ts']));
  });

  it('test events are composed by what is pure; only two files know the store and what leaves', () => {
    const pure =
      /^server\/(test-events\/|samples\/|signatures\/|egress\/(paths|outgoing)\.ts|(contract|headers)\.ts)/;
    const edges = /^server\/test-events\/(asked|sending|burst-watch)\.ts$/;
    const own = importsOf(/^server\/test-events\//);
    expect(own.filter(({ from, to }) => !edges.test(from) && !pure.test(to))).toEqual([]);
    const forbidden = /^server\/(app|server|live|routes|capture|commands)/;
    expect(own.filter(({ to }) => forbidden.test(to))).toEqual([]);
  });

  it('the room of verification knows the engine and the store, and no route, no app', () => {
    const allowed =
      /^server\/(verification\/|signatures\/|store\/store\.ts|capture\/hook-url\.ts|(contract|errors|room|headers|thread-end)\.ts)/;
    expect(importsOf(/^server\/verification\//).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('the room of egress knows the store, the engine of signatures and what a hook URL is, and no route, no app', () => {
    const allowed =
      /^server\/(egress\/|signatures\/|verification\/|store\/store\.ts|capture\/hook-url\.ts|(contract|errors|filter|headers)\.ts)/;
    expect(importsOf(/^server\/egress\//).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('the room of responses knows the store and what is pure, and no socket, no route, no app', () => {
    const allowed =
      /^server\/(responses\/|store\/store\.ts|capture\/(hook-url|respond)\.ts|(contract|errors|filter-values|headers|outcomes|plain-response|recognise|senders|thread-end)\.ts)/;
    expect(importsOf(/^server\/responses\//).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('the room of the config file knows settings and the interface of the store, and opens nothing', () => {
    const allowed =
      /^server\/(config-file\/|(?:verification|responses)\/settings\.ts|store\/store\.ts|(config|contract|errors)\.ts)/;
    const own = importsOf(/^server\/config-file\//);
    expect(own.filter(({ to }) => !allowed.test(to))).toEqual([]);
    expect(own.filter(({ to, typeOnly }) => to.startsWith('server/store/') && !typeOnly)).toEqual([]);
  });

  it('nothing imports main, only the serve command starts a server, only server.ts builds the app', () => {
    const importersOf = (file: string): string[] =>
      imports.filter(({ to }) => to === file).map(({ from }) => from);
    expect(importersOf('server/main.ts')).toEqual([]);
    expect(importersOf('server/server.ts')).toEqual(['server/commands/serve.ts']);
    expect(importersOf('server/app.ts')).toEqual(['server/server.ts']);
  });

  it('the page takes types from the contract and runs only what is pure', () => {
    const taken = importsOf(/^web\//).filter(({ to }) => to.startsWith('server/'));
    const pure =
      /^server\/(egress\/paths|headers|filter|filter-values|multipart|outcomes|plain-response)\.ts$/;
    expect(
      taken.filter(({ to, typeOnly }) => !(typeOnly && to === 'server/contract.ts') && !pure.test(to)),
    ).toEqual([]);
  });
});

describe('the sources', () => {
  const lines = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .map((text, index) => ({ where: `${file}:${index + 1}`, text })),
  );
  const found = (pattern: RegExp, except = /^$/): string[] =>
    lines.filter(({ where, text }) => pattern.test(text) && !except.test(where)).map(({ where }) => where);

  it('have no junk drawer and no barrel', () => {
    expect(
      files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc|types|index)\.tsx?$/.test(file)),
    ).toEqual([]);
    expect(found(/^export \* from/)).toEqual([]);
  });

  it('read the environment in one place and print in one place', () => {
    expect(found(/process\.env/, /^server\/(config|main)\.ts/)).toEqual([]);
    expect(
      found(/console\.|process\.std(?:out|err)/, /^server\/(commands\/printer|exports\/fetch)\.ts/),
    ).toEqual([]);
  });

  it('have no state at the top of a module, no enum, no HTML from text', () => {
    expect(found(/^(?:export )?let /)).toEqual([]);
    expect(found(/^\s*(?:export )?(?:const )?enum /)).toEqual([]);
    expect(found(/dangerouslySetInnerHTML|\.innerHTML|outerHTML|insertAdjacentHTML|document\.write/)).toEqual(
      [],
    );
  });
});
