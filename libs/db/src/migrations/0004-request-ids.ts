import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** An event says which request it came of, so that one id leads from the click to the last activity. */
export class RequestIds1795370000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "event" ADD "request_id" text']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "event" DROP COLUMN "request_id"']);
  }
}
