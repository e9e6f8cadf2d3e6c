import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { addressKind } from '../../../server/egress/address.ts';
import { type GuardSettings, readTarget, TargetGuard } from '../../../server/egress/target-guard.ts';

const ownPort = 4665;

/** A guard whose names all lead to these addresses. */
const aGuard = (more: Partial<GuardSettings> = {}, addresses: readonly string[] = ['93.184.216.34']) =>
  new TargetGuard({
    hosted: false,
    hookDomain: 'localhost',
    ownNames: ['hooks.example.com'],
    ownPorts: () => [ownPort, 443],
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ...more,
  });

async function verdict(guard: TargetGuard, url: string, host?: string): Promise<string> {
  const origin = readTarget(url);
  const target = `${origin.pathname}${origin.search}`;
  try {
    await guard.addresses({ origin, target, headers: [['Host', host ?? origin.host]] });
    return 'ok';
  } catch (cause) {
    return cause !== null && typeof cause === 'object' && 'error' in cause
      ? (cause.error as { code: string }).code
      : String(cause);
  }
}

const metadata = [
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::169.254.169.254]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[64:ff9b:1::a9fe:a9fe]/',
  'http://[64:ff9b:1:a9fe:a9:fe00::]/',
  'http://[2002:a9fe:a9fe::]/',
  'http://[::ffff:0:a9fe:a9fe]/',
  'http://[2001:0:a9fe:a9fe::]/',
  'http://[2001:0:1:2:3:4:5601:5601]/',
  'http://[fe80::200:5efe:a9fe:a9fe]/',
  'http://[fd00:ec2::254]/',
  'http://[fd20:ce::254]/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://METADATA.google.internal./',
  'http://100.100.100.200/',
  'http://169.254.170.2/',
];

const privates = [
  '0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.9.9.9', '169.254.1.1', '172.16.0.1',
  '172.31.255.255', '192.0.0.8', '192.168.1.1', '198.18.0.1', '198.19.255.255', '224.0.0.1', '239.1.1.1', '240.0.0.1',
  '255.255.255.255', '::', '::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'febf::1', 'fec0::1', '::ffff:10.0.0.1',
  '::ffff:7f00:1', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1', '2002:7f00:1::', '2002:c0a8:101::1', '2001::1',
  'fe80::5efe:a00:1', '2600:1:2:3:0:5efe:808:808', 'ff02::1', '::127.0.0.1', '2001:db8::1', 'fe80::1%eth0',
]; // prettier-ignore

const publics = [
  '1.1.1.1', '8.8.8.8', '93.184.216.34', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255',
  '128.0.0.1', '169.253.255.255', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0', '198.17.255.255',
  '198.20.0.0', '223.255.255.255', '2606:4700:4700::1111', '2a00:1450:4001::64', '2003::1',
]; // prettier-ignore

describe('addresses', () => {
  it.each(privates)('%s is not on the internet', (address) => expect(addressKind(address)).toBe('private'));
  it.each(publics)('%s is on the internet', (address) => expect(addressKind(address)).toBe('public'));
  it('what is no address is let nowhere', () => expect(addressKind('1.2.3')).toBe('private'));
});

describe('the guard of targets', () => {
  it.each(metadata)('never lets anything through to %s', async (url) => {
    expect(await verdict(aGuard(), url)).toBe('blocked');
    expect(await verdict(aGuard({ hosted: true }), url)).toBe('blocked');
  });

  it.each([
    'http://127.0.0.1:3000/', 'http://2130706433:3000/', 'http://0x7f.1:3000/', 'http://127.1:3000/',
    'http://[::1]:3000/', 'http://0:3000/', 'http://[::ffff:127.0.0.1]:3000/', 'http://192.168.1.5/', 'http://10.0.0.1/',
  ])('lets %s through on the machine of a developer, not on a server with a token', async (url) => {
    expect(await verdict(aGuard(), url)).toBe('ok');
    expect(await verdict(aGuard({ hosted: true }), url)).toBe('blocked');
  }); // prettier-ignore

  it('judges a name by every address it has', async () => {
    for (const bad of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1']) {
      expect(await verdict(aGuard({ hosted: true }, [bad]), 'http://app.example/')).toBe('blocked');
      expect(await verdict(aGuard({ hosted: true }, ['1.1.1.1', bad]), 'http://app.example/')).toBe(
        'blocked',
      );
    }
    expect(await verdict(aGuard({}, ['169.254.169.254']), 'http://app.example/')).toBe('blocked');
    expect(await verdict(aGuard({}, ['1.1.1.1', '169.254.169.254']), 'http://app.example/')).toBe('blocked');
    expect(await verdict(aGuard({}, ['10.0.0.1']), 'http://app.example/')).toBe('ok');
    expect(await verdict(aGuard({ hosted: true }), 'http://localhost./')).toBe('ok');
    expect(await verdict(aGuard({ hosted: true }, ['127.0.0.1']), 'http://localhost./')).toBe('blocked');
  });

  it('asks the DNS once and connects to what it looked at, however the answer changes', async () => {
    const answers = ['1.1.1.1', '127.0.0.1'];
    let asked = 0;
    const resolve = async () => [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }];
    const guard = aGuard({ hosted: true, resolve });
    const origin = new URL('http://rebind.example/');
    const aim = { origin, target: '/', headers: [] };
    expect(await guard.addresses(aim)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect(asked).toBe(1);
    await expect(guard.addresses(aim)).rejects.toMatchObject({ error: { code: 'blocked' } });
  });

  it('says that a name is not known', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    };
    expect(await verdict(aGuard({ resolve }), 'http://nowhere.example/')).toBe('dns');
    expect(await verdict(aGuard({}, []), 'http://nowhere.example/')).toBe('dns');
  });

  const mine = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const spelt = (address: string): string =>
    address.includes(':') ? `[${address.split('%', 1)[0]}]` : address;
  it.each([
    `http://127.0.0.1:${ownPort}`,
    `http://127.1:${ownPort}`,
    `http://[::1]:${ownPort}`,
    `http://[::ffff:127.0.0.1]:${ownPort}`,
    `http://0.0.0.0:${ownPort}`,
    `http://[::]:${ownPort}`,
    'https://hooks.example.com',
    'https://HOOKS.example.com:443',
    'https://hooks.example.com.',
    ...mine.map((address) => `http://${spelt(address)}:${ownPort}`),
  ])(
    'lets nothing through to the page and the API of this server at %s, only to its hook URLs',
    async (own) => {
      for (const hosted of [false, true]) {
        const guard = aGuard({ hosted });
        for (const path of [
          '/',
          '/api/bins',
          '/api/bins/x/requests',
          '/in',
          '/IN/x',
          '/%69n/x',
          '//in/x',
          '/inx',
        ])
          expect([path, await verdict(guard, own + path)]).toEqual([path, path === '/in' ? 'ok' : 'blocked']);
        for (const path of ['/in/stripe', '/in/stripe/a?b=1', '/in/'])
          expect([path, await verdict(guard, own + path)]).toEqual([path, 'ok']);
        // The listener goes by Host, and so does the guard, but for a name behind which a proxy may write another one.
        const byHost = await verdict(guard, `${own}/api/bins`, `stripe.localhost:${ownPort}`);
        expect(byHost).toBe(own.startsWith('https:') ? 'blocked' : 'ok');
        expect(await verdict(guard, `${own}/api/bins`, 'evil.example')).toBe('blocked');
      }
    },
  );

  it('finds itself behind a name too', async () => {
    const guard = aGuard({}, ['127.0.0.1']);
    expect(await verdict(guard, `http://localhost:${ownPort}/api/bins`)).toBe('blocked');
    expect(await verdict(guard, `http://stripe.localhost:${ownPort}/api/bins`)).toBe('ok');
    expect(await verdict(guard, `http://evil.example:${ownPort}/api/bins`)).toBe('blocked');
    expect(await verdict(guard, 'http://localhost:3000/api/bins')).toBe('ok');
  });

  it('lets a server with a token send to the ports of the web and to those that anybody may open', async () => {
    const guard = aGuard({ hosted: true });
    for (const port of [80, 443, 1024, 8080])
      expect([port, await verdict(guard, `http://app.example:${port}/`)]).toEqual([port, 'ok']);
    for (const port of [0, 22, 25, 1023])
      expect([port, await verdict(guard, `http://app.example:${port}/`)]).toEqual([port, 'blocked']);
    expect(await verdict(aGuard(), 'http://app.example:25/')).toBe('ok');
  });

  it.each(['ftp://x/', 'file:///etc/passwd', 'gopher://x/', 'javascript:1', 'http://', 'x', '', '//x/y', 'http://u:p@x/'])(
    'does not take %j for a target',
    (text) => expect(() => readTarget(text)).toThrow(expect.objectContaining({ code: 'bad_target' })),
  ); // prettier-ignore
});
