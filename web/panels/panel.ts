/** What a panel is: a tab of the request detail. */
import type { ComponentType } from 'preact';
import type { CapturedRequest } from '../../server/contract.ts';
import type { BodyState } from '../open-request.ts';

/** What every panel gets. */
export interface PanelProps {
  request: CapturedRequest;
  body: BodyState;
  /** Opens another panel. */
  onOpen: (panel: string) => void;
  /** Adds a term to the filter of the list. */
  onFilter: (term: string) => void;
}

/** A tab of the request detail. */
export interface Panel {
  id: string;
  /** In the reader's language. */
  label: () => string;
  /** A number beside the label. */
  count?: (request: CapturedRequest) => number;
  View: ComponentType<PanelProps>;
}
