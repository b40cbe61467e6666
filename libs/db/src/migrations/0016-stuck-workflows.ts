import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Workflows that cannot go on by themselves are listed where staff see them. */
export class StuckWorkflows1795500500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "stuck_workflow" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "workflow_id" text NOT NULL, "execution_id" text NOT NULL, "contact_id" uuid, "cause" text NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "restart_requested_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_25a3f849cba5e7e229e908a7d71" PRIMARY KEY ("id"), CONSTRAINT "UQ_f3c15cbbe4137594f93f3f15808" UNIQUE ("workflow_id"), CONSTRAINT "FK_1a4925ffb7ffb8c878e3169e269" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
      ...fence(['stuck_workflow']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "stuck_workflow"']);
  }
}
