import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A paused membership remembers that its member asked to start it: the card may come without their browser coming back. */
export class StartRequested1795410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "membership" ADD "start_requested_at" TIMESTAMP WITH TIME ZONE']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "membership" DROP COLUMN "start_requested_at"']);
  }
}
