import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A worker that sends an email while it advances a run keeps other attempts away until then. */
export class LeasedClaims1795641000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['alter table "effect" add "leased_until" timestamptz']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['alter table "effect" drop column "leased_until"']);
  }
}
