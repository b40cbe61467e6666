import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';

const hour = 3_600_000;
/** Reasons why somebody did not enter an automation are kept this many days. */
const nonEntryDays = 30;
/** Files of imported people are kept this many days. */
const importDays = 30;
/** Answers under an Idempotency-Key are kept this many hours. */
const idempotencyHours = 48;

/**
 * What a long-lived database needs besides being written to: months of events made ahead, and rows whose time is over
 * removed. Any number of workers may do it; each statement is safe beside another.
 */
export class Housekeeping {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: DataSource,
    private readonly log: WorkerLogger,
    /** Seals what an earlier release stored in the open. */
    private readonly sealStored: (schoolId: string) => Promise<void> = async () => undefined,
  ) {}

  /** Once now, then every hour. */
  start(): void {
    void this.once();
    this.#timer = setInterval(() => void this.once(), hour);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /** A failure is logged and made good an hour later. */
  async once(): Promise<void> {
    try {
      await this.database.query('select ensure_event_partitions(3)');
      await this.database.query('delete from rate_limit where resets_at < now()');
      const schools: { id: string }[] = await this.database.query('select school_ids() as id');
      for (const { id } of schools) {
        await this.#tidy(id);
        await this.sealStored(id);
      }
    } catch (error) {
      this.log.error({ err: error }, 'housekeeping: will try again in an hour');
    }
  }

  #tidy(schoolId: string): Promise<void> {
    return this.database.transaction(async (em) => {
      await em.query(`select set_config('app.school_id', $1, true)`, [schoolId]);
      await em.query(`delete from non_entry where created_at < now() - make_interval(days => ${nonEntryDays})`);
      await em.query(`delete from idempotent_request where created_at < now() - make_interval(hours => ${idempotencyHours})`);
      const imports = `select id from contact_import where created_at < now() - make_interval(days => ${importDays})`;
      await em.query(`delete from contact_import_row where import_id in (${imports})`);
      await em.query(`delete from contact_import where id in (${imports})`);
      await em.query('delete from session where expires_at < now()');
      await em.query('delete from sign_in_token where expires_at < now()');
      await em.query('delete from staff_token where expires_at < now()');
    });
  }
}
