/** The body, in the way that fits it best; raw and hex are always one click away. */
import { late } from '../late/words.ts';
import { BodyWait } from '../views/body-wait.tsx';
import { lazily } from '../views/lazy.tsx';
import { Empty } from '../views/problem.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy: RequestBody, preload } = lazily(
  async () => (await import('../views/encoded-body.tsx')).RequestBody,
);

// The first paint is over then, and the tab opens without waiting for its code.
setTimeout(preload, 400);

function BodyPanel({ request, body, onFilter }: PanelProps) {
  const words = late.value.body;
  if (body.state !== 'ready') return <BodyWait body={body} />;
  if (!body.bytes.length)
    return (
      <Empty icon="file" title={words.none}>
        <p>{request.method ? words.cameWithout(request.method) : words.thisCameWithout}</p>
      </Empty>
    );
  return <RequestBody key={request.id} request={request} bytes={body.bytes} onFilter={onFilter} />;
}

/** The body tab. */
export const body: Panel = { id: 'body', label: () => late.value.body.tab, View: BodyPanel };
