import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../server/contract.ts';
import {
  countUnread,
  isUnread,
  markRead,
  markUnread,
  packMarks,
  readUpTo,
  unpackMarks,
} from '../../web/read-marks.ts';

// Only the seq is looked at.
const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as RequestSummary);

describe('what was read', () => {
  it('counts everything after the mark as unread, but for what was opened', () => {
    const marks = markRead(readUpTo(3), [5]);
    expect(countUnread(marks, rows(6, 5, 4, 3, 2))).toBe(2);
    expect(isUnread(marks, 5)).toBe(false);
    expect(countUnread(markUnread(marks, [2, 5]), rows(6, 5, 4, 3, 2))).toBe(4);
  });

  it('does not count marks on requests that are not listed', () => {
    expect(countUnread(markUnread(markRead(readUpTo(3), [5]), [1]), rows(6, 4, 3))).toBe(2);
  });

  it('survives as text, with the mark moved up over what was read without a gap', () => {
    const packed = packMarks(markUnread(markRead(readUpTo(3), [4, 5, 9]), [2]));
    expect(packed).toBe('[5,[9],[2]]');
    const again = unpackMarks(packed);
    expect([2, 4, 6, 9].map((seq) => again && isUnread(again, seq))).toEqual([true, false, true, false]);
  });

  it('stays small, whatever is opened', () => {
    const even = Array.from({ length: 5_000 }, (_, i) => 2 * i + 2);
    expect(packMarks(markRead(readUpTo(0), even)).length).toBeLessThan(6_000);
  });

  it('takes no text that is not its own', () => {
    for (const text of [null, '', '{', '{}', '[1]', '["1",[],[]]']) expect(unpackMarks(text)).toBeNull();
  });
});
