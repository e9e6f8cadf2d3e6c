/** How a burst went over time: answers as stacked bars, and below them the latencies as lines. */
import { useMemo } from 'preact/hooks';
import type { Burst } from '../../server/contract.ts';
import { formatCount, formatMs, formatSpan } from '../format.ts';
import { w } from './words.ts';

const [barWidth, gap, height, least] = [10, 2, 64, 2];
const fewestBuckets = 20;
const lines = ['p99', 'p95', 'p50'] as const;

type Series = Burst['series'];

/** Both charts over one axis; few elements, however many buckets. */
export function BurstChart({ burst: { series, bucketMs, run, latency } }: { burst: Burst }) {
  const words = w.value.burst;
  const count = Math.max(fewestBuckets, (series.at(-1)?.index ?? 0) + 1);
  const bars = useMemo(() => barsOf(series), [series]);
  const slow = useMemo(() => linesOf(series), [series]);
  const width = count * barWidth;
  return (
    <div class="burst-charts">
      <figure>
        <figcaption>
          <span class="grow">{words.throughput}</span>
          <span class="key ok">{words.ok}</span>
          <span class="key bad">{words.bad}</span>
          <span class="num muted">{words.perBucket(formatCount(bars.most), formatSpan(bucketMs))}</span>
        </figcaption>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.chart(formatCount(run.delivered), formatCount(run.failed))}
        >
          <path class="bar ok" d={bars.ok} />
          <path class="bar bad" d={bars.bad} />
          <Axis width={width} />
        </svg>
      </figure>
      {slow.most > 0 && (
        <figure>
          <figcaption>
            <span class="grow">{words.latency}</span>
            {lines.toReversed().map((name) => (
              <span class={`key ${name}`} key={name}>
                {name}
              </span>
            ))}
            <span class="num muted">{words.upTo(formatMs(slow.most))}</span>
          </figcaption>
          <svg
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={
              latency
                ? words.latencies(formatMs(latency.p50), formatMs(latency.p95), formatMs(latency.p99))
                : words.latency
            }
          >
            {lines.map((name) => (
              <path class={`line ${name}`} key={name} d={slow[name]} vector-effect="non-scaling-stroke" />
            ))}
            <Axis width={width} />
          </svg>
        </figure>
      )}
    </div>
  );
}

const Axis = ({ width }: { width: number }) => (
  <line
    x1="0"
    x2={width}
    y1={height - 0.5}
    y2={height - 0.5}
    stroke="var(--line-2)"
    vector-effect="non-scaling-stroke"
  />
);

/** What failed stands on the axis, where it is seen first. */
function barsOf(series: Series) {
  const most = Math.max(1, ...series.map(({ ok, failed }) => ok + failed));
  const path = { ok: '', bad: '' };
  for (const { index, ok, failed } of series) {
    let top = height;
    for (const [look, count] of [['bad', failed] as const, ['ok', ok] as const]) {
      if (!count) continue;
      const tall = Math.max(least, (count / most) * (height - 4));
      top -= tall;
      path[look] +=
        `M${index * barWidth + gap / 2} ${top.toFixed(1)}h${barWidth - gap}v${tall.toFixed(1)}h${gap - barWidth}z`;
    }
  }
  return { ...path, most };
}

/** A line each through the middles of the buckets; a single bucket is a short one. */
function linesOf(series: Series) {
  const known = series.flatMap(({ index, latency }) => (latency ? [{ index, ...latency }] : []));
  const most = Math.max(0, ...known.map(({ p99 }) => p99));
  const lineOf = (name: (typeof lines)[number]): string =>
    known
      .map((one, at) => {
        const y = (height - 2 - (one[name] / Math.max(most, 0.001)) * (height - 6)).toFixed(1);
        const x = one.index * barWidth;
        return at === 0 ? `M${x} ${y}H${x + barWidth / 2}` : `L${x + barWidth / 2} ${y}`;
      })
      .join('');
  return { p50: lineOf('p50'), p95: lineOf('p95'), p99: lineOf('p99'), most };
}
