/** What a sender would get by the draft, as it leaves. */
import { formatMs, statusClass } from '../../format.ts';
import { said } from './said.ts';
import { Choice } from '../../views/choice.tsx';
import { PaintedJson } from '../../views/painted.tsx';
import { failureText } from '../../api.ts';
import type { ResponseModel } from './model.ts';

/** The preview; what the server cannot do is said in its place. */
export function Wire({ model }: { model: ResponseModel }) {
  const words = said.value;
  const { seq, failure } = model.preview;
  const open = model.place.seq;
  return (
    <div class="fld" role="group" aria-labelledby="wire-label">
      <span class="lbl">
        <span class="grow" id="wire-label">
          {words.wire}
        </span>
        {open === null ? (
          <span class="hint">{words.withNewest}</span>
        ) : (
          <Choice
            label={words.wireWith}
            value={seq.value === null ? 'newest' : 'open'}
            options={[
              { id: 'newest', label: words.newest },
              { id: 'open', label: words.request(open) },
            ]}
            onChange={(id) => (seq.value = id === 'open' ? open : null)}
          />
        )}
      </span>
      {failure.value ? (
        <p class="wrong" role="alert">
          {failureText(failure.value)}
        </p>
      ) : (
        <Shown model={model} />
      )}
    </div>
  );
}

const longestShown = 4_000;

function Shown({ model }: { model: ResponseModel }) {
  const words = said.value;
  const shown = model.preview.shown.value;
  if (!shown) return <div class="wire" aria-busy="true" />;
  const first = shown.chain[0];
  const [line = '', ...headers] = shown.head.trimEnd().split(/\r?\n/);
  const isJson = /^content-type:.*json/im.test(shown.head);
  const body = shown.body.slice(0, longestShown);
  const { rule, at } = model.preview.edited.value;
  const isOther = model.page.value !== null && shown.ruleId !== model.page.value;
  return (
    <>
      {isOther && (
        <span class="hint" role="status">
          {words.otherAnswers(shown.rule)}
        </span>
      )}
      <div class="wire">
        <pre tabIndex={0} aria-labelledby="wire-label">
          {shown.head === '' ? (
            <span class="muted">{words.nothingLeaves}</span>
          ) : (
            <>
              <StatusLine line={line} status={first?.status ?? 0} />
              {headers.map((header) => (
                <HeaderLine key={header} text={header} />
              ))}
              {'\n'}
              {isJson ? <PaintedJson text={body} /> : body}
              {shown.bodyBytes > longestShown && <span class="muted"> …</span>}
            </>
          )}
        </pre>
      </div>
      <span class="hint">
        {[
          ...(at > 0 && shown.ruleId === rule ? [words.stepNr(at + 1)] : []),
          shown.rule === null ? words.byBin : words.byRule(shown.rule),
          ...(first && first.maxMs > 0 ? [words.delayed(delayOf(first))] : []),
          ...(first?.fault ? [words.faultHints[first.fault]] : []),
          ...(shown.seq === null ? [words.madeUp] : []),
        ].join(' · ')}
      </span>
    </>
  );
}

const delayOf = ({ minMs, maxMs }: { minMs: number; maxMs: number }): string =>
  minMs === maxMs ? formatMs(minMs) : `${formatMs(minMs)}–${formatMs(maxMs)}`;

function StatusLine({ line, status }: { line: string; status: number }) {
  const [, version = line, code = '', phrase = ''] = /^(\S+) (\d+)(.*)$/.exec(line) ?? [];
  return (
    <>
      <span class="p-">{version}</span> <span class={`st ${statusClass(status)}`}>{code}</span>
      {phrase}
      {'\n'}
    </>
  );
}

function HeaderLine({ text }: { text: string }) {
  const colon = text.indexOf(':');
  return (
    <>
      <span class="a-">{text.slice(0, colon)}</span>
      <span class="p-">:</span>
      {text.slice(colon + 1)}
      {'\n'}
    </>
  );
}
