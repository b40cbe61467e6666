import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** What Stripe charges a membership for a period, which differs from the price of its plan by tax and discounts. */
export class ChargesOfMemberships1795626000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "membership" ADD "charge_amount" integer']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "membership" DROP COLUMN "charge_amount"']);
  }
}
