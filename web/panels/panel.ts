/** What a panel is: a tab of the request detail. */
import type { ComponentType } from 'preact';
import type { Bin, CapturedRequest, RequestPatch } from '../../server/contract.ts';
import type { Attempts } from '../attempts.ts';
import type { Deliveries } from '../deliveries/follow.ts';
import type { BodyState } from '../open-request.ts';

/** What every panel gets. */
export interface PanelProps {
  bin: Bin;
  request: CapturedRequest;
  body: BodyState;
  /** Opens another panel. */
  onOpen: (panel: string) => void;
  /** Opens another request. */
  onGo: (seq: number) => void;
  /** All attempts of its event, newest first; none when there is only one. */
  attempts: Attempts;
  /** Narrows the list: appends a filter term. */
  onFilter: (term: string) => void;
  /** Pins the request, or writes a note on it. Rejects with an ApiFailure. */
  onPatch: (patch: RequestPatch) => Promise<void>;
  /** Opens a tab of the bin's settings, for this request. */
  onSettings: (tab: string) => void;
  /** Takes over a bin that was changed here. */
  onBin: (bin: Bin) => void;
  /** What was sent on of the request. */
  deliveries: Deliveries;
  onReloadDeliveries: () => void;
  onOlderDeliveries: () => void;
  /** Sends the request again: to where it went last, or after a dialog. */
  onReplay: (how: 'now' | 'ask' | 'edit') => void;
  /** Opens the settings of the response. */
  onEditResponse: () => void;
  /** The seq of the request to compare with; null: the one that suits best. */
  compareWith: number | null;
  onCompare: (seq: number | null) => void;
}

/** A tab of the request detail. */
export interface Panel {
  id: string;
  /** In the reader's language. */
  label: () => string;
  /** False hides the tab, unless it is open. */
  shown?: (request: CapturedRequest) => boolean;
  /** A number beside the label. */
  count?: (request: CapturedRequest, deliveries: Deliveries) => number;
  View: ComponentType<PanelProps>;
}
