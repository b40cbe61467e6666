import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** People whom staff or a program add to an automation, and their events. */
export class PeopleAddedToAutomations1795662000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "entry_request" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "automation_id" uuid NOT NULL, "key" text NOT NULL, "via" text NOT NULL, "requested_by" text NOT NULL, "source" text NOT NULL, "segment_id" uuid, "total" integer NOT NULL, "recorded" integer NOT NULL DEFAULT '0', "state" text NOT NULL DEFAULT 'running', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_entry_request" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "entry_request_key" ON "entry_request" ("school_id", "automation_id", "key")`,
      `CREATE TABLE "entry_request_person" ("request_id" uuid NOT NULL, "contact_id" uuid NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "event_id" uuid, CONSTRAINT "PK_entry_request_person" PRIMARY KEY ("request_id", "contact_id"))`,
      `CREATE INDEX "entry_request_left" ON "entry_request_person" ("request_id", "contact_id") WHERE event_id IS NULL`,
      ...fence(['entry_request', 'entry_request_person']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "entry_request_person"', 'DROP TABLE "entry_request"']);
  }
}
