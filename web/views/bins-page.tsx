/** The first screen: create a bin in one click, see them all. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { failureText } from '../api.ts';
import { type BinsModel, openBins } from '../bins.ts';
import { copyText } from '../clipboard.ts';
import { deleteFailure } from '../deleting-bins.ts';
import { formatCount } from '../format.ts';
import { useCommands } from '../commands.ts';
import { t } from '../locales/locale.ts';
import { BinSearch } from './bin-search.tsx';
import { BinTable } from './bin-table.tsx';
import { Icon } from './icon.tsx';
import { NewBin } from './new-bin.tsx';
import { Empty, Problem } from './problem.tsx';
import { TopBar } from './top-bar.tsx';

/** All bins. */
export function BinsPage() {
  const model = useMemo(openBins, []);
  const query = useRef<HTMLInputElement>(null);
  const words = t.value.bins;
  useEffect(() => {
    document.title = words.pageTitle;
  }, [words]);
  useEffect(() => model.close, []);
  const { present, failure, created } = model;
  const card = created.value;
  const newBin = card && present.value?.find(({ id }) => id === card.id);
  useCommands({
    'create-bin': () => void model.create(),
    'copy-url': () => newBin && void copyText(newBin.url, words.url),
    filter: () => query.current?.focus(),
  });
  const first = present.value?.length === 0;
  const trouble = (present.value && failure.value) ?? deleteFailure.value;
  return (
    <>
      <TopBar />
      <main class="home" id="main" tabIndex={-1}>
        <div class={`hw ${first ? 'first' : ''}`}>
          <div class="hh">
            <div class="grow">
              <h1>{first ? words.firstTitle : words.title}</h1>
              <p>{first ? words.firstWhat : words.what}</p>
            </div>
            {present.value && <CreateButton model={model} />}
          </div>
          {trouble && (
            <p class="banner bad" role="alert">
              <Icon name="warn" />
              {failureText(trouble)}
            </p>
          )}
          {card && newBin && <NewBin bin={newBin} card={card} onChanged={model.changed} />}
          {!present.value && failure.value && (
            <Problem title={words.notLoaded} failure={failure.value} onRetry={() => void model.load()} />
          )}
          {!present.value && !failure.value && <LoadingBins />}
          {present.value && !first && <AllBins model={model} query={query} />}
        </div>
      </main>
    </>
  );
}

function CreateButton({ model }: { model: BinsModel }) {
  return (
    <button
      type="button"
      class="btn pri lg"
      aria-disabled={model.creating.value}
      onClick={() => void model.create()}
    >
      <Icon name="plus" />
      {t.value.bins.create}
      <kbd>N</kbd>
    </button>
  );
}

function AllBins({ model, query }: { model: BinsModel; query: { current: HTMLInputElement | null } }) {
  const { noMatch, noMatchOf, clearSearch } = t.value.bins;
  const total = model.present.value?.length ?? 0;
  return (
    <>
      <BinSearch model={model} input={query} />
      {model.found.value.length > 0 ? (
        <BinTable model={model} />
      ) : (
        <Empty icon="search" title={noMatch}>
          <p>{noMatchOf(formatCount(total))}</p>
          <button
            type="button"
            class="btn sm"
            onClick={() => {
              model.search.value = { text: '', labels: [] };
              query.current?.focus();
            }}
          >
            {clearSearch}
          </button>
        </Empty>
      )}
    </>
  );
}

function LoadingBins() {
  return (
    <div class="loading-bins" aria-busy="true" aria-label={t.value.bins.loading}>
      {['w60', 'w40', 'w52'].map((width) => (
        <i class={`sk1 ${width}`} key={width} />
      ))}
    </div>
  );
}
