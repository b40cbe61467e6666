import { waitingForQuery, waitLabel, wakeSignal } from '@perennial/contracts';
import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';

/** A date or a signal to wait for. */
export interface Due {
  /** ISO 8601, or null when only a wake can end the wait. */
  readonly at: string | null;
  /** A `WaitReason`, or a sentence for operators. Its label is the timer's summary. */
  readonly reason: string;
  /** Milliseconds from now. Without it the delay counts from the start of the workflow task. */
  readonly inMs?: number | undefined;
  /** Uses the wall clock even if business time is a test clock. */
  readonly onWall?: boolean;
}

/**
 * Handles the wake signal of a workflow, and waits: for a signal, a wall-clock timer, or the clock driver where business
 * time is a test clock. Made before the first await, so that no signal is missed.
 */
export class WakeSignal {
  #received = false;
  #waitingFor = 'nothing yet';

  constructor(private readonly clockId: string | null) {
    setHandler(defineSignal(wakeSignal), () => {
      this.#received = true;
    });
    setHandler(defineQuery<string>(waitingForQuery), () => this.#waitingFor);
  }

  /** Whether a signal arrived since {@link reset}. */
  get received(): boolean {
    return this.#received;
  }

  /** Ignores earlier signals, because the work that follows reads everything. */
  reset(): void {
    this.#received = false;
  }

  /** Waits until a signal arrives or the date is due. */
  async until(due: Due): Promise<void> {
    const label = waitLabel(due.reason);
    this.#waitingFor = due.at ? `${label} (${due.at})` : label;
    if (due.at === null || (this.clockId !== null && !due.onWall)) await condition(() => this.#received);
    else await condition(() => this.#received, due.inMs ?? Math.max(0, Date.parse(due.at) - Date.now()), { summary: label });
    this.#waitingFor = 'nothing: at work';
  }
}
