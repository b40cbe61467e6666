import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A refusal by Stripe is kept: a broken connection, a membership that needs attention, a charge that the bank wants confirmed. */
export class StripeRefusals1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "stripe_connection" ADD "broken_since" TIMESTAMP WITH TIME ZONE',
      'ALTER TABLE "stripe_connection" ADD "broken_reason" text',
      'ALTER TABLE "stripe_connection" ADD "catch_up" boolean NOT NULL DEFAULT false',
      'ALTER TABLE "membership" ADD "problem" text',
      'ALTER TABLE "membership" ADD "problem_detail" text',
      'ALTER TABLE "membership" ADD "problem_since" TIMESTAMP WITH TIME ZONE',
      'ALTER TABLE "invoice" ADD "needs_confirmation" boolean NOT NULL DEFAULT false',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "invoice" DROP COLUMN "needs_confirmation"',
      'ALTER TABLE "membership" DROP COLUMN "problem_since"',
      'ALTER TABLE "membership" DROP COLUMN "problem_detail"',
      'ALTER TABLE "membership" DROP COLUMN "problem"',
      'ALTER TABLE "stripe_connection" DROP COLUMN "catch_up"',
      'ALTER TABLE "stripe_connection" DROP COLUMN "broken_reason"',
      'ALTER TABLE "stripe_connection" DROP COLUMN "broken_since"',
    ]);
  }
}
