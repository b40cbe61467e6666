import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/**
 * A plan for one text converts it while it is made, before the function has checked that it can be converted: a contact with the name
 * "1e-400" broke lists that compare names with a number. A plan for any text converts after the check.
 */
export class NumbersOfAnyText1795647000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['alter function comparable_number(text) set plan_cache_mode = force_generic_plan']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['alter function comparable_number(text) reset plan_cache_mode']);
  }
}
