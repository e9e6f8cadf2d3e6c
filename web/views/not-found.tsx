/** An address that is no page of ours. */
import { TopBar } from './top-bar.tsx';
import { Empty } from './problem.tsx';

/** Says so and leads back. */
export function NotFound({ path }: { path: string }) {
  return (
    <>
      <TopBar />
      <main class="home" id="main">
        <Empty icon="link" heading="h1" title="There is no page here">
          <p>
            Nothing is at <span class="mono">{path}</span>.
          </p>
          <a class="btn" href="/">
            All bins
          </a>
        </Empty>
      </main>
    </>
  );
}
