import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run, unfenced } from './support.js';

const test = `'[{"field": "event.trialEnded", "operator": "isFalse", "value": null}]'::jsonb`;
const place = `'{nodes,0,config,filters,tests}'`;
const added = (column: string): string => `jsonb_set(${column}, ${place}, (${column} #> ${place}) || ${test})`;
const removed = (column: string): string => `jsonb_set(${column}, ${place}, '[]'::jsonb)`;

/** The mail about lost access keeps quiet where a trial without a card has ended, which has a mail of its own. */
export class OneMailForTheEndOfATrial1795501000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return change(runner, added);
  }

  down(runner: QueryRunner): Promise<void> {
    return change(runner, removed);
  }
}

/** Also where schools have the message already. */
async function change(runner: QueryRunner, to: (column: string) => string): Promise<void> {
  await run(
    runner,
    unfenced(
      ['automation', 'automation_version'],
      [
        `update automation set draft = ${to('draft')} where built_in_key = 'member.access_lost'`,
        `update automation_version v set graph = ${to('v.graph')} from automation a where a.id = v.automation_id and a.built_in_key = 'member.access_lost'`,
      ],
    ),
  );
}
