import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A paused automation may hold the people in it; a resumption says what happened to their waits. */
export class HeldPeople1795660000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "automation" ADD "held_at" TIMESTAMP WITH TIME ZONE`,
      `ALTER TABLE "run_move" ADD "waits" text`,
      `ALTER TABLE "run_move" ADD "held_at" TIMESTAMP WITH TIME ZONE`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "run_move" DROP COLUMN "held_at"`,
      `ALTER TABLE "run_move" DROP COLUMN "waits"`,
      `ALTER TABLE "automation" DROP COLUMN "held_at"`,
    ]);
  }
}
