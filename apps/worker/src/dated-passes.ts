import { statementsOf, type Tenancy } from '@perennial/db';
import { type DatedEntries, type DueTrigger, datedSchools, isOnDate, isOnSchedule } from '@perennial/services';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';

/** Between two checks. Nobody starts later than this after their moment, unless there is an outage. */
const every = 15_000;
/** Times of schedules that this process remembers as complete. */
const mostRemembered = 10_000;

/**
 * Starts automations for people whose date has come, and by schedules. Each page is a transaction of its own, and several workers can run
 * it concurrently, because each event has a key.
 */
export class DatedPasses {
  readonly everyMs = every;
  readonly #complete = new Set<string>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly database: DataSource,
    private readonly entries: DatedEntries,
    private readonly wall: () => Date,
    private readonly log: WorkerLogger,
  ) {}

  /** A failure is logged, and the next check finds the same people again. */
  async once(isStopping = () => false): Promise<void> {
    try {
      for (const { schoolId } of await statementsOf(this.database).rowsOf(datedSchools)) await this.#pass(schoolId, isStopping);
    } catch (error) {
      this.log.error({ err: error }, 'dates: will check again in 15 seconds');
    }
  }

  /** A school or a trigger that fails does not delay the others. */
  async #pass(schoolId: string, isStopping: () => boolean): Promise<void> {
    const inSchool = <T>(work: () => Promise<T>) => this.tenancy.withSchool(schoolId, work);
    try {
      const now = this.wall();
      for (const due of await inSchool(() => this.entries.due(now)))
        await this.#record(due, inSchool, isStopping).catch((error: unknown) => {
          const { automationId } = due;
          this.log.error({ err: error, schoolId, automationId }, 'dates: cannot check a trigger; will retry');
        });
      await inSchool(() => this.entries.removeOld(now));
    } catch (error) {
      this.log.error({ err: error, schoolId }, 'dates: cannot check a school; will retry');
    }
  }

  async #record(due: DueTrigger, inSchool: <T>(work: () => Promise<T>) => Promise<T>, isStopping: () => boolean): Promise<void> {
    if (isOnDate(due)) {
      let after: string | null = null;
      do after = await inSchool(() => this.entries.recordDates(due, after));
      while (after !== null && !isStopping());
    }
    if (!isOnSchedule(due)) return;
    for (const time of await inSchool(() => this.entries.times(due))) {
      const key = `${due.automationId} ${due.trigger.nodeId} ${time.slot}`;
      if (this.#complete.has(key)) continue;
      let state = await inSchool(() => this.entries.recordScheduled(due, time));
      while (state === 'more' && !isStopping()) state = await inSchool(() => this.entries.recordScheduled(due, time));
      if (state === 'done') this.#remember(key);
    }
  }

  #remember(key: string): void {
    if (this.#complete.size >= mostRemembered) this.#complete.clear();
    this.#complete.add(key);
  }
}
