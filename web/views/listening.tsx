/** Waiting for the first request: a timeline that already runs, with nothing on it yet. */
import { useEffect, useRef } from 'preact/hooks';
import { now } from '../clock.ts';
import { formatTimer } from '../format.ts';
import { t } from '../locales/locale.ts';

const [width, height, step] = [360, 72, 12];
const dots = Array.from({ length: width / step + 1 }, (_, i) => i * step);

/** The running timer with its led. */
export function Listening({ since }: { since: number }) {
  return (
    <div class="wt">
      <span class="led" />
      {t.value.bins.listening}
      <span class="tm num">{formatTimer(Math.max(0, now.value - since))}</span>
    </div>
  );
}

/** The moving timeline. Moves by transform, outside of rendering; stands still when motion is not wanted. */
export function Scope({ since }: { since: number }) {
  const track = useRef<SVGGElement>(null);
  const edge = useRef<SVGLineElement>(null);
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    let frame = 0;
    const draw = () => {
      const seconds = (Date.now() - since) / 1_000;
      track.current?.setAttribute('transform', `translate(${-((seconds * 6) % step)} 0)`);
      edge.current?.setAttribute('opacity', String(0.35 + 0.3 * (Math.sin(seconds * 2.2) + 1)));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [since]);
  return (
    <svg class="scope" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <g ref={track}>
        {dots.map((x) => (
          <rect
            x={x}
            y={height - 15}
            width="2"
            height="3"
            rx="1"
            fill="var(--ctl)"
            opacity={0.15 + (0.55 * x) / width}
          />
        ))}
      </g>
      <line
        x1="0"
        x2={width}
        y1={height - 8}
        y2={height - 8}
        stroke="var(--line-2)"
        vector-effect="non-scaling-stroke"
      />
      <line
        ref={edge}
        x1={width - 1}
        x2={width - 1}
        y1="8"
        y2={height - 8}
        stroke="var(--ok-bar)"
        stroke-width="1.5"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}
