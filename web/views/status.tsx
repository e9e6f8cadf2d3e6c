/** What was answered, in its colour. */
import type { FaultKind } from '../../server/contract.ts';
import { formatStatus, statusClass } from '../format.ts';
import { t } from '../locales/locale.ts';
import { faultName } from '../response-tags.ts';

interface StatusProps {
  /** 0 when nothing was answered. */
  status: number;
  /** What went wrong on purpose. */
  fault?: FaultKind | null;
}

const look = ({ status, fault }: StatusProps): string => statusClass(fault ? 0 : status);

/** In words: the status with its phrase, or why there is none. */
const inWords = ({ status, fault }: StatusProps): string => {
  if (!fault) return formatStatus(status);
  return status ? `${formatStatus(status)} · ${faultName(fault)}` : faultName(fault);
};

/** The status as a number; RST when the sender was gone, T/O and the like for a fault that sent none. */
export function StatusText({ status, fault = null, long = false }: StatusProps & { long?: boolean }) {
  const short = status || (fault ? t.value.response.faultTags[fault] : 'RST');
  const words = inWords({ status, fault });
  return (
    <span class={`st ${look({ status, fault })}`} title={words}>
      {long ? words : short}
    </span>
  );
}

/** The status as a tag with its phrase. */
export function StatusTag({ status, fault = null }: StatusProps) {
  const colour = look({ status, fault });
  return <span class={`tag lg ${colour === 'inf' ? 'acc' : colour}`}>{inWords({ status, fault })}</span>;
}
