/** The one script address that the page may start a worker from: the policy of the page refuses all others. */

/** What browsers with Trusted Types have; TypeScript does not know it yet. */
interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
}

const types: TrustedTypes | undefined = Reflect.get(globalThis, 'trustedTypes');

/** Only files that the build made: their names are ours, no text of a sender gets here. */
function onlyOurs(url: string): string {
  const { origin, pathname } = new URL(url, location.href);
  if (origin === location.origin && /^\/assets\/(?:text|diff)-worker-[\w-]+\.js$/.test(pathname)) return url;
  throw new TypeError('not a worker of this page');
}

const policy = types?.createPolicy('hookglass-worker', { createScriptURL: onlyOurs });

/** The address as a worker takes it. */
export const trustedWorkerUrl = (url: string): string => policy?.createScriptURL(url) ?? url;
