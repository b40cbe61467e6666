import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Values of contact fields in imported files. */
export class ImportedFieldValues1795651000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['alter table "contact_import_row" add "field_values" jsonb']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['alter table "contact_import_row" drop column "field_values"']);
  }
}
