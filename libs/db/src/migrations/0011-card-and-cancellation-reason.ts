import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A membership shows the card that is charged for it, and keeps why its member cancelled. */
export class CardAndCancellationReason1795431000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "membership" ADD "card" jsonb', 'ALTER TABLE "membership" ADD "cancellation_reason" text']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "membership" DROP COLUMN "cancellation_reason"',
      'ALTER TABLE "membership" DROP COLUMN "card"',
    ]);
  }
}
