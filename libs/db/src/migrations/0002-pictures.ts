import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Logos go by the name of their picture, and a certificate keeps the look it was frozen with. */
export class Pictures1795350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "school" RENAME COLUMN "logo_key" TO "logo"',
      'ALTER TABLE "certificate_template" DROP COLUMN "logo_key"',
      'ALTER TABLE "certificate" ADD "look" jsonb',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "certificate" DROP COLUMN "look"',
      'ALTER TABLE "certificate_template" ADD "logo_key" text',
      'ALTER TABLE "school" RENAME COLUMN "logo" TO "logo_key"',
    ]);
  }
}
