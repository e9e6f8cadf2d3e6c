/** The way from an open bin to its settings. */
import type { Bin } from '../../server/contract.ts';
import { openBinDialog } from '../bin-dialog.ts';
import { t } from '../locales/locale.ts';
import { Icon } from './icon.tsx';

/** A button; beside it a tag when the bin keeps nothing. */
export function BinSettingsButton({ bin, onChanged }: { bin: Bin; onChanged: (bin: Bin) => void }) {
  const { settings, binPaused, pausedHint } = t.value.bins;
  return (
    <>
      {bin.paused && (
        <span class="tag warn" title={pausedHint}>
          {binPaused}
        </span>
      )}
      <button
        type="button"
        class="icb"
        aria-label={settings}
        title={settings}
        onClick={() => void openBinDialog(bin, { onChanged })}
      >
        <Icon name="edit" size="s" />
      </button>
    </>
  );
}
