/** All lanes of one server: made from the settings of the bins, woken by captures. */
import type { ForwardTarget } from '../contract.ts';
import type { StoredBin } from '../store/store.ts';
import { Lane, type LaneParts } from './lane.ts';

/** Forwarding in the background. */
export class Forwarder {
  readonly #parts: LaneParts;
  /** By bin and target. */
  readonly #lanes = new Map<string, Map<string, Lane>>();
  readonly #stop: () => void;
  #closed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.#stop = parts.store.onBin((was, bin) => this.#changed(was, bin));
  }

  /** Goes on with what an earlier process left. */
  async start(): Promise<void> {
    for (const bin of await this.#parts.store.bins.list()) this.#changed(bin.id, bin);
  }

  /** A request of this bin was stored. */
  wake(bin: string): void {
    for (const lane of this.#lanes.get(bin)?.values() ?? []) lane.wake();
  }

  /** Null: no lane, or it is not left alone. */
  pausedUntil(bin: string, targetId: string): number | null {
    return this.#lanes.get(bin)?.get(targetId)?.pausedUntil ?? null;
  }

  /** There is something else to do for a target, and it is to be tried at once. */
  restart(bin: string, targetId: string): void {
    this.#lanes.get(bin)?.get(targetId)?.restart();
  }

  /** Nothing more begins. */
  close(): void {
    this.#closed = true;
    this.#stop();
    for (const lanes of this.#lanes.values()) for (const lane of lanes.values()) lane.close();
  }

  #changed(was: string, bin: StoredBin | null): void {
    if (this.#closed) return;
    const old = this.#lanes.get(was) ?? new Map<string, Lane>();
    this.#lanes.delete(was);
    const kept = new Map<string, Lane>();
    for (const target of bin?.forwarding ?? []) {
      if (!bin || !target.enabled || target.mode !== 'async') continue;
      kept.set(target.id, this.#lane(bin.id, target, bin.id === was ? old.get(target.id) : undefined));
    }
    for (const [id, lane] of old) if (kept.get(id) !== lane) lane.close();
    if (bin && kept.size > 0) this.#lanes.set(bin.id, kept);
  }

  #lane(bin: string, target: ForwardTarget, known: Lane | undefined): Lane {
    const lane = known ?? new Lane(this.#parts, bin, target);
    if (known) known.change(target);
    else lane.wake();
    return lane;
  }
}
