import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

const final = `array['ended'::text, 'abandoned'::text]`;
const notHeld = `array['pending'::text, 'ended'::text, 'abandoned'::text]`;

/**
 * Anybody may type an address at the checkout. An unpaid checkout records whether its person started it, and a visitor may
 * open one for a plan that the person already has: that a membership exists is then told to nobody. A second payment is undone.
 */
export class CheckoutsOfVisitors1795432000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "membership" ADD "started_by_member" boolean NOT NULL DEFAULT false',
      'ALTER TABLE "membership" ADD "repeats_id" uuid',
      'ALTER TABLE "membership" ADD "buyer_name" text',
      'ALTER TABLE "membership" ADD "buyer_time_zone" text',
      'DROP INDEX "one_open_membership"',
      `CREATE UNIQUE INDEX "one_open_membership" ON "membership" ("contact_id", "plan_id") WHERE state <> all (${notHeld})`,
      `CREATE UNIQUE INDEX "one_open_checkout" ON "membership" ("contact_id", "plan_id") WHERE state = 'pending'::text`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'DROP INDEX "one_open_checkout"',
      'DROP INDEX "one_open_membership"',
      `CREATE UNIQUE INDEX "one_open_membership" ON "membership" ("contact_id", "plan_id") WHERE state <> all (${final})`,
      'ALTER TABLE "membership" DROP COLUMN "buyer_time_zone"',
      'ALTER TABLE "membership" DROP COLUMN "buyer_name"',
      'ALTER TABLE "membership" DROP COLUMN "repeats_id"',
      'ALTER TABLE "membership" DROP COLUMN "started_by_member"',
    ]);
  }
}
