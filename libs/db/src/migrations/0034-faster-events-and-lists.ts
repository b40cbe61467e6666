import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Foreign keys from the rows of the event path to the school. */
const toSchool = [
  ['event', 'FK_ee2e25a69ea0d2335c8de5ac152'],
  ['outbox', 'FK_a88b928b2e5709dfd3ad6903461'],
  ['automation_run', 'FK_28130f3996802015953e74a9793'],
  ['run_visit', 'FK_51be325b7fd88a5ba28981cf27e'],
] as const;

/**
 * Writing an event reads and locks no school, and adds to an index of causes only where there is a cause. Lists and Home read their
 * rows in the order of an index.
 */
export class FasterEventsAndLists1795634000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...toSchool.map(([table, name]) => `alter table "${table}" drop constraint "${name}"`),
      'drop index "IDX_e6ffd5fdfdd2f6f3f7ca185339"',
      'create index "event_by_cause" on "event" ("causation_id") where causation_id is not null',
      'create index "contact_by_name" on "contact" ("school_id", "name", "id")',
      'create index "email_message_by_sending" on "email_message" ("school_id", "sent_at", "contact_id")',
      'create index "automation_run_by_start" on "automation_run" ("automation_id", "started_at", "id")',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop index "automation_run_by_start"',
      'drop index "email_message_by_sending"',
      'drop index "contact_by_name"',
      'drop index "event_by_cause"',
      'create index "IDX_e6ffd5fdfdd2f6f3f7ca185339" on "event" ("causation_id")',
      ...toSchool.map(
        ([table, name]) =>
          `alter table "${table}" add constraint "${name}" foreign key ("school_id") references "school"("id") on delete no action on update no action`,
      ),
    ]);
  }
}
