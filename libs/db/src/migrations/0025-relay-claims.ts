import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Relays claim lanes with an owner and an expiry in place of a lock; events that concern many are delivered in batches. */
export class RelayClaims1795625000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "lane" ADD "claimed_by" uuid',
      'ALTER TABLE "lane" ADD "claimed_until" TIMESTAMP WITH TIME ZONE',
      'ALTER TABLE "outbox" ADD "cursor" jsonb',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "outbox" DROP COLUMN "cursor"',
      'ALTER TABLE "lane" DROP COLUMN "claimed_until"',
      'ALTER TABLE "lane" DROP COLUMN "claimed_by"',
    ]);
  }
}
