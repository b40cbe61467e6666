import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/**
 * Quiet hours and limits for marketing emails. When emails were allowed is kept in one row per person, whose lock decides between runs
 * that reach an email at the same moment. The wait of a held email has its rank among those of the person.
 */
export class EmailLimits1795676000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "school" ADD "email_limits" jsonb`,
      `ALTER TABLE "wait" ADD "held_rank" smallint`,
      `CREATE TABLE "marketing_allowance" ("contact_id" uuid NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "sent" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "PK_marketing_allowance" PRIMARY KEY ("contact_id"))`,
      ...fence(['marketing_allowance']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'DROP TABLE "marketing_allowance"',
      'ALTER TABLE "wait" DROP COLUMN "held_rank"',
      'ALTER TABLE "school" DROP COLUMN "email_limits"',
    ]);
  }
}
