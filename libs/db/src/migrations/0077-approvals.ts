import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Questions of journeys to the staff, with their answers. */
export class Approvals1795677000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "approval" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "automation_id" uuid NOT NULL, "run_id" uuid NOT NULL, "node_id" text NOT NULL, "visit" integer NOT NULL, "contact_id" uuid, "role" text NOT NULL, "question" text NOT NULL, "requested_at" TIMESTAMP WITH TIME ZONE NOT NULL, "until" TIMESTAMP WITH TIME ZONE NOT NULL, "reminded_at" TIMESTAMP WITH TIME ZONE, "closed_at" TIMESTAMP WITH TIME ZONE, "answer" text, "answered_at" TIMESTAMP WITH TIME ZONE, "answered_by" text, "answered_by_id" uuid, "note" text, CONSTRAINT "PK_approval" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "approval_of_visit" ON "approval" ("run_id", "node_id", "visit")`,
      `CREATE INDEX "open_approvals" ON "approval" ("school_id", "requested_at", "id") WHERE answer IS NULL AND closed_at IS NULL`,
      `CREATE INDEX "answered_approvals" ON "approval" ("school_id", "answered_at", "id") WHERE answer IS NOT NULL`,
      ...fence(['approval']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "approval"']);
  }
}
