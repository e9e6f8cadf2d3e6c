/** The card of the bin that was just created: its URL, a command, and the wait for the first request. */
import type { Bin } from '../../server/contract.ts';
import type { NewBinCard } from '../bins.ts';
import { now } from '../clock.ts';
import { formatAgo } from '../format.ts';
import { CommandBlock } from './command-block.tsx';
import { CopyButton } from './copy-button.tsx';
import { HookUrl } from './hook-url.tsx';
import { Icon } from './icon.tsx';
import { Listening, Scope } from './listening.tsx';
import { StatusText } from './status.tsx';

/** The card. */
export function NewBin({ bin, card }: { bin: Bin; card: NewBinCard }) {
  return (
    <section class="newbin" aria-label="New bin">
      <div class="nb1">
        <b>{bin.name}</b>
        <span>created {formatAgo(bin.createdAt, now.value)}</span>
        <span class="grow" />
        <a class="btn sm ghost" href={`/bins/${bin.id}`}>
          Open inspector
          <Icon name="right" size="xs" />
        </a>
      </div>
      <div class="nburl">
        <code>
          <HookUrl url={bin.url} />
        </code>
        <CopyButton class="btn lg" text={bin.url} what="URL">
          Copy URL<kbd>C</kbd>
        </CopyButton>
      </div>
      <div class="nb2">
        <div class="nbc">
          <CommandBlock url={bin.url}>Send one yourself</CommandBlock>
        </div>
        <div class="nbw" role="status">
          {bin.requests > 0 ? <Arrived bin={bin} card={card} /> : <Waiting since={card.createdAt} />}
        </div>
      </div>
    </section>
  );
}

function Waiting({ since }: { since: number }) {
  return (
    <>
      <Listening since={since} />
      <Scope since={since} />
      <p class="fn">
        The first request shows up here by itself. Any method, any path below the URL, any kind of body.
      </p>
    </>
  );
}

function Arrived({ bin, card: { first } }: { bin: Bin; card: NewBinCard }) {
  return (
    <>
      <div class="wt">
        <span class="led" />
        First request received
      </div>
      {first && (
        <a class="first-request" href={`/bins/${bin.id}/requests/${first.seq}`}>
          <span class="mth">{first.method}</span>
          <b class="trunc">{first.title}</b>
          <StatusText status={first.status} />
        </a>
      )}
      <p class="fn">
        {bin.requests === 1 ? 'One request' : `${bin.requests} requests`} so far.{' '}
        <a href={first ? `/bins/${bin.id}/requests/${first.seq}` : `/bins/${bin.id}`}>Look at it</a>
      </p>
    </>
  );
}
