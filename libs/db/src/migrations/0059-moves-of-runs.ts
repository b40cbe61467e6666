import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Runs that staff move to another version, carried out by a workflow. */
export class MovesOfRuns1795659000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "run_move" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "automation_id" uuid NOT NULL, "version_id" uuid NOT NULL, "key" text NOT NULL, "requested_by" text NOT NULL, "state" text NOT NULL DEFAULT 'running', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_run_move" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "run_move_key" ON "run_move" ("school_id", "key")`,
      `CREATE INDEX "run_move_of_automation" ON "run_move" ("automation_id")`,
      `CREATE TABLE "run_move_item" ("move_id" uuid NOT NULL, "run_id" uuid NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "from_version_id" uuid NOT NULL, "node_id" text NOT NULL, "to_node_id" text, "outcome" text, "reason" text, "moved_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_run_move_item" PRIMARY KEY ("move_id", "run_id"))`,
      `CREATE INDEX "run_move_item_of_run" ON "run_move_item" ("run_id")`,
      `CREATE INDEX "run_move_item_left" ON "run_move_item" ("move_id", "run_id") WHERE outcome IS NULL`,
      ...fence(['run_move', 'run_move_item']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "run_move_item"', 'DROP TABLE "run_move"']);
  }
}
