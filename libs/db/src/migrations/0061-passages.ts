import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run, unfenced } from './support.js';

/**
 * How many people have left each step of an automation on each branch, by hour, without reading the visits. As with counts of runs, each
 * commit appends its rows and housekeeping adds them up; an hour of `-infinity` is everything that is older than a week.
 */
export class Passages1795661000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "passage" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "automation_id" uuid NOT NULL, "node_id" text NOT NULL, "port" text NOT NULL, "hour" TIMESTAMP WITH TIME ZONE NOT NULL, "people" integer NOT NULL, CONSTRAINT "PK_passage" PRIMARY KEY ("id"))`,
      `CREATE INDEX "passage_of_automation" ON "passage" ("automation_id")`,
      ...unfenced(
        ['automation_run', 'run_visit'],
        [
          `insert into passage (school_id, automation_id, node_id, port, hour, people)
           select r.school_id, r.automation_id, v.node_id, coalesce(v.port, ''), date_trunc('hour', v.left_at), count(*)
             from run_visit v join automation_run r on r.id = v.run_id where v.left_at is not null group by 1, 2, 3, 4, 5`,
        ],
      ),
      ...fence(['passage']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "passage"']);
  }
}
