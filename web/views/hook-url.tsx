/** A hook URL with its bin in bold. */

/** The URL; its origin can be left out where there is no room. */
export function HookUrl({ url }: { url: string }) {
  const at = url.lastIndexOf('/') + 1;
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return (
    <>
      <span class="pre0">{url.slice(0, path)}</span>
      {url.slice(path, at)}
      <b>{url.slice(at)}</b>
    </>
  );
}
