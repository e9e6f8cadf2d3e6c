/** The first screen: create a bin in one click, see them all. */
import { useEffect, useMemo } from 'preact/hooks';
import { failureText } from '../api.ts';
import { openBins } from '../bins.ts';
import { copyText } from '../clipboard.ts';
import { useKeys } from '../keyboard.ts';
import { BinTable } from './bin-table.tsx';
import { Icon } from './icon.tsx';
import { NewBin } from './new-bin.tsx';
import { Problem } from './problem.tsx';
import { TopBar } from './top-bar.tsx';

/** All bins. */
export function BinsPage() {
  const model = useMemo(openBins, []);
  useEffect(() => {
    document.title = 'Bins · Hookglass';
    return model.close;
  }, []);
  const { bins, failure, created, hidden } = model;
  const shown = bins.value?.filter(({ id }) => !hidden.value.has(id));
  const card = created.value;
  const newBin = card && shown?.find(({ id }) => id === card.id);
  useKeys({
    n: () => void model.create(),
    c: () => newBin && void copyText(newBin.url, 'URL'),
  });
  const first = shown?.length === 0;
  return (
    <>
      <TopBar />
      <main class="home" id="main" tabIndex={-1}>
        <div class={`hw ${first ? 'first' : ''}`}>
          <div class="hh">
            <div class="grow">
              <h1>{first ? 'Point a webhook at this machine' : 'Bins'}</h1>
              <p>
                {first ? 'A bin is' : 'Each bin is'} a URL that records every request it gets and answers it.
              </p>
            </div>
            {bins.value && (
              <button
                type="button"
                class="btn pri lg"
                disabled={model.creating.value}
                onClick={() => void model.create()}
              >
                <Icon name="plus" />
                Create bin<kbd>N</kbd>
              </button>
            )}
          </div>
          {bins.value && failure.value && (
            <p class="banner bad" role="alert">
              <Icon name="warn" />
              {failureText(failure.value)}
            </p>
          )}
          {card && newBin && <NewBin bin={newBin} card={card} />}
          {!bins.value && failure.value && (
            <Problem
              title="Could not load the bins"
              failure={failure.value}
              onRetry={() => void model.load()}
            />
          )}
          {!bins.value && !failure.value && <LoadingBins />}
          {shown && shown.length > 0 && <BinTable bins={shown} onDelete={model.remove} />}
        </div>
      </main>
    </>
  );
}

function LoadingBins() {
  return (
    <div class="loading-bins" aria-busy="true" aria-label="Loading bins">
      {['w60', 'w40', 'w52'].map((width) => (
        <i class={`sk1 ${width}`} key={width} />
      ))}
    </div>
  );
}
