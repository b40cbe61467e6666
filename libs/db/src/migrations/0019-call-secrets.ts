import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Header values of calls get a table of their own. The worker seals those that stored drawings still hold. */
export class CallSecrets1795503000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE TABLE "call_secret" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(),
        "host" text NOT NULL, "sealed" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_call_secret" PRIMARY KEY ("id"))`,
      'ALTER TABLE "call_secret" ADD CONSTRAINT "FK_424ec7eb8981bd85936eeeb3fe0" FOREIGN KEY ("school_id") REFERENCES "school"("id")',
      ...fence(['call_secret']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "call_secret"']);
  }
}
