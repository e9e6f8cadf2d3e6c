/** An address that is no page of ours. */
import { t } from '../locales/locale.ts';
import { TopBar } from './top-bar.tsx';
import { Empty } from './problem.tsx';

/** Says so and leads back. */
export function NotFound({ path }: { path: string }) {
  return (
    <>
      <TopBar />
      <main class="home" id="main">
        <Empty icon="link" heading="h1" title={t.value.shell.notFound}>
          <p>{t.value.shell.nothingAt(<span class="mono">{path}</span>)}</p>
          <a class="btn" href="/">
            {t.value.shell.allBins}
          </a>
        </Empty>
      </main>
    </>
  );
}
