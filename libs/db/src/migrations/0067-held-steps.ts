import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Staff hold everyone who reaches a step, and release them as a request that a workflow carries out. */
export class HeldSteps1795667000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "automation" ADD "holds" jsonb NOT NULL DEFAULT '[]'`,
      `ALTER TABLE "run_move" ADD "action" text NOT NULL DEFAULT 'move'`,
      `ALTER TABLE "run_move" ADD "held_node_id" text`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `ALTER TABLE "run_move" DROP COLUMN "held_node_id"`,
      `ALTER TABLE "run_move" DROP COLUMN "action"`,
      `ALTER TABLE "automation" DROP COLUMN "holds"`,
    ]);
  }
}
