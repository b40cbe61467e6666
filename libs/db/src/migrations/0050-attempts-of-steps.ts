import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Each attempt at a step that ended with a run that needs attention, so that retries leave a trace. */
export class AttemptsOfSteps1795650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "run_attempt" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "run_id" uuid NOT NULL, "version_id" uuid NOT NULL, "node_id" text NOT NULL, "visit" integer NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "code" text NOT NULL, "problem" text NOT NULL, CONSTRAINT "PK_run_attempt" PRIMARY KEY ("id"))`,
      `CREATE INDEX "run_attempt_of_run" ON "run_attempt" ("run_id")`,
      ...fence(['run_attempt']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "run_attempt"']);
  }
}
