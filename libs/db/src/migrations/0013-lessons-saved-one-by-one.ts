import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A lesson is saved by itself: it has a revision of its own, and is written before it has a place in the outline. */
export class LessonsSavedOneByOne1795440000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "lesson" ADD "revision" integer NOT NULL DEFAULT \'1\'',
      'ALTER TABLE "lesson" ALTER COLUMN "module_id" DROP NOT NULL',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'DELETE FROM "lesson" WHERE "module_id" IS NULL',
      'ALTER TABLE "lesson" ALTER COLUMN "module_id" SET NOT NULL',
      'ALTER TABLE "lesson" DROP COLUMN "revision"',
    ]);
  }
}
