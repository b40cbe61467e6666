import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A journey may repeat an earlier one from a step. */
export class Reruns1795668000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [`ALTER TABLE "automation_run" ADD "rerun_of" uuid`]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [`ALTER TABLE "automation_run" DROP COLUMN "rerun_of"`]);
  }
}
