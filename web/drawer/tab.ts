/** What a tab of the drawer is. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Bin, RequestSummary } from '../../server/contract.ts';
import type { FollowedDeliveries } from '../deliveries/follow.ts';

/** What the drawer was opened on. */
export interface DrawerPlace {
  /** The bin as it is now, also when somebody else changes it. */
  bin: ReadonlySignal<Bin>;
  /** The newest request that is listed; null when there is none. */
  newest: ReadonlySignal<RequestSummary | null>;
  /** The request that was open below the drawer. */
  seq: number | null;
  /** A request for which something is to be set up in the tab that the drawer was opened at; else null. */
  like: RequestSummary | null;
  /** Hears of every attempt to send something on that is kept, begins or ends. Returns the way to stop. */
  onDelivered: FollowedDeliveries['listen'];
  /** Takes over a bin that was changed here. */
  changed: (bin: Bin) => void;
}

/** A tab with its draft: it lives as long as the drawer, so that looking at another tab loses nothing. */
export interface OpenTab {
  View: ComponentType;
  /** True while something would be lost. */
  isDirty: ReadonlySignal<boolean>;
  /** Saves; false when that failed, which the tab then shows itself. */
  save: () => Promise<boolean>;
  /** Leaves an inner page of the tab, on Escape; false when there is none. */
  back?: () => boolean;
  /** Ends what it started. */
  close?: () => void;
}

/** A tab as it is listed. */
export interface DrawerTab {
  id: string;
  /** In the reader's language. */
  label: () => string;
  /** A sentence for the foot of the drawer: what saving means. */
  note: () => string;
  load: () => Promise<(place: DrawerPlace) => OpenTab>;
}
