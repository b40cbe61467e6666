import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A lesson that was open to a person stays open when a rule, an order or a time zone changes. */
export class LessonsStayOpen1795420000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "lesson_progress" ADD "released_at" TIMESTAMP WITH TIME ZONE']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['ALTER TABLE "lesson_progress" DROP COLUMN "released_at"']);
  }
}
