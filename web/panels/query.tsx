/** The query string, name by name. */
import { decodeBinary, parsePairs } from '../decode.ts';
import type { CapturedRequest } from '../../server/contract.ts';
import { t } from '../locales/locale.ts';
import { CopyButton } from '../views/copy-button.tsx';
import { PairsTable } from '../views/pairs-table.tsx';
import { Empty } from '../views/problem.tsx';
import type { Panel, PanelProps } from './panel.ts';

/** The query string of a request as it was sent, without its question mark. */
const queryOf = ({ target }: CapturedRequest): string => {
  const at = target.indexOf('?');
  return at < 0 ? '' : decodeBinary(target.slice(at + 1));
};

function Query({ request }: PanelProps) {
  const text = queryOf(request);
  if (!text)
    return (
      <Empty icon="link" title={t.value.query.none}>
        <p>{t.value.query.urlEndsAt(<span class="mono">{request.path}</span>)}</p>
      </Empty>
    );
  return (
    <>
      <div class="tool">
        <span class="mono trunc raw-query">?{text}</span>
        <span class="grow" />
        <CopyButton text={text} what={t.value.query.whole}>
          {t.value.query.copyRaw}
        </CopyButton>
      </div>
      <PairsTable pairs={parsePairs(text)} name={t.value.query.parameter} />
    </>
  );
}

/** The query tab. */
export const query: Panel = {
  id: 'query',
  label: () => t.value.query.tab,
  count: (request) => parsePairs(queryOf(request)).length,
  View: Query,
};
