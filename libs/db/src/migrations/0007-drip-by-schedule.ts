import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run, unfenced } from './support.js';

const tests = '{nodes,0,config,filters,tests}';
const scheduled = '[{"field": "event.because", "operator": "is", "value": "schedule"}]';

/** The graph with these tests in its trigger instead of those; a graph that a school has drawn anew stays as it is. */
const swap = (table: string, column: string, from: string, to: string, isDrip: string): string =>
  `update ${table} t set ${column} = jsonb_set(t.${column}, '${tests}', '${to}')
    where ${isDrip} and t.${column} #>> '{nodes,0,config,eventType}' = 'lessons.unlocked' and t.${column} #> '${tests}' = '${from}'::jsonb`;

const swapAll = (from: string, to: string): string[] =>
  unfenced(
    ['automation', 'automation_version'],
    [
      swap('automation', 'draft', from, to, `t.built_in_key = 'member.drip'`),
      swap(
        'automation_version',
        'graph',
        from,
        to,
        `exists (select from automation a where a.id = t.automation_id and a.built_in_key = 'member.drip')`,
      ),
    ],
  );

/** The drip mail is about lessons that open on their day; what staff add has a mail of its own, also where schools have the first already. */
export class DripBySchedule1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, swapAll('[]', scheduled));
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, swapAll(scheduled, '[]'));
  }
}
