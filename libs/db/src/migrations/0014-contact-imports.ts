import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Files of people, imported by a workflow. */
export class ContactImports1795490000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "contact_import" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(), "file_name" text NOT NULL, "state" text NOT NULL DEFAULT 'draft', "staff_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_3dbb51399a98fcb210c121d951f" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_eb2b6bc4eeee1f57e5342a055d" ON "contact_import" ("school_id", "created_at")',
      'CREATE TABLE "contact_import_row" ("import_id" uuid NOT NULL, "line" integer NOT NULL, "school_id" uuid NOT NULL DEFAULT app_school(), "email" text NOT NULL, "name" text NOT NULL, "time_zone" text, "tags" text array NOT NULL, "outcome" text, "contact_id" uuid, CONSTRAINT "PK_7caf7a6024dfbe1b658a82e1211" PRIMARY KEY ("import_id", "line"))',
      'ALTER TABLE "contact_import" ADD CONSTRAINT "FK_7927e582051558ff058bb1d14a5" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE "contact_import_row" ADD CONSTRAINT "FK_6d40e9ae644519dc5f6bd1eef80" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      ...fence(['contact_import', 'contact_import_row']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "contact_import_row"', 'DROP TABLE "contact_import"']);
  }
}
