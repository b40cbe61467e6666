import { enterSchool, statementsOf } from '@perennial/db';
import type { DataSource } from 'typeorm';
import { addUpPassages, addUpRunCounts, createPartitions, removals, removeRateLimits } from './housekeeping.queries.js';
import type { WorkerLogger } from './log.js';
import { schoolIds } from './schools.queries.js';

const hour = 3_600_000;
/** How many months in advance partitions of `event` are created. */
const monthsAhead = 3;

/**
 * Database maintenance: creates partitions for the coming months, removes expired rows and adds up counts. Several workers can run it
 * concurrently.
 */
export class Housekeeping {
  readonly everyMs = hour;
  readonly startsAtOnce = true;

  constructor(
    private readonly database: DataSource,
    private readonly log: WorkerLogger,
    /** Encrypts secrets that an earlier release stored in plain text. */
    private readonly sealStored: (schoolId: string) => Promise<void> = async () => undefined,
  ) {}

  /** A failure is logged, and the next run an hour later retries. */
  async once(): Promise<void> {
    try {
      const statements = statementsOf(this.database);
      await statements.rowsOf(createPartitions, monthsAhead);
      await statements.rowsOf(removeRateLimits);
      const schools = await statements.rowsOf(schoolIds);
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
      const statements = statementsOf(em);
      await statements.rowsOf(enterSchool, schoolId);
      for (const removal of Object.values(removals)) await statements.rowsOf(removal);
      await statements.rowsOf(addUpRunCounts);
      await statements.rowsOf(addUpPassages);
    });
  }
}
