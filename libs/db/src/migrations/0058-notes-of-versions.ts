import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A published version records who published it, and a note. */
export class NotesOfVersions1795658000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "automation_version" ADD "published_by" text`,
      `ALTER TABLE "automation_version" ADD "note" text`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "automation_version" DROP COLUMN "note"`,
      `ALTER TABLE "automation_version" DROP COLUMN "published_by"`,
    ]);
  }
}
