import { statementsOf, type Tenancy } from '@perennial/db';
import { type SegmentMembers, segmentsDue } from '@perennial/services';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';

const second = 1_000;
/** Between two checks for segments that are due. */
const every = 2 * second;
/** How often all contacts are checked for a segment that the passing of time changes. */
const interval = 300 * second;
/** How often they are checked for the others, which only changes without an event change, such as a deleted course. */
const steadyInterval = 3_600 * second;
/** Segments in one check, and pages of contacts of one segment before the next one continues. */
const [atMost, pagesAtOnce] = [20, 50];

/**
 * Checks all contacts of segments, in pages: when a condition is new, and every five minutes or every hour. Several workers can run it concurrently,
 * because a segment is locked while a page is checked.
 */
export class SegmentPasses {
  readonly everyMs = every;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly database: DataSource,
    private readonly members: SegmentMembers,
    private readonly wall: () => Date,
    private readonly log: WorkerLogger,
  ) {}

  /** A failure is logged, and the next check continues where the last page ended. */
  async once(isStopping = () => false): Promise<void> {
    try {
      const ago = (milliseconds: number) => new Date(this.wall().getTime() - milliseconds);
      const due = await statementsOf(this.database).rowsOf(segmentsDue, ago(interval), ago(steadyInterval), atMost);
      for (const { schoolId, id } of due) await this.#pass(schoolId, id, isStopping);
    } catch (error) {
      this.log.error({ err: error }, 'segments: will check again in two seconds');
    }
  }

  /** One segment that fails does not delay the others. */
  async #pass(schoolId: string, segmentId: string, isStopping: () => boolean): Promise<void> {
    try {
      for (let page = 0, left = true; left && page < pagesAtOnce && !isStopping(); page++)
        left = await this.tenancy.withSchool(schoolId, () => this.members.advance(segmentId));
    } catch (error) {
      this.log.error({ err: error, schoolId, segmentId }, 'segments: cannot check the contacts of a segment; will retry');
    }
  }
}
