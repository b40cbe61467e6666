import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run, unfenced } from './support.js';

const mails = [
  { key: 'member.access_lost', each: 'access.lost', once: 'access.closed' },
  { key: 'member.access_gained', each: 'access.gained', once: 'access.opened' },
];
const tables = ['automation', 'automation_version'];

function retrigger(key: string, from: string, to: string): string[] {
  const swapped = (column: string) => `replace(${column}::text, '"eventType": "${from}"', '"eventType": "${to}"')::jsonb`;
  return [
    `update automation set draft = ${swapped('draft')} where built_in_key = '${key}'`,
    `update automation_version v set graph = ${swapped('v.graph')}, trigger_types = array_replace(v.trigger_types, '${from}', '${to}')
       from automation a where a.id = v.automation_id and a.built_in_key = '${key}'`,
  ];
}

/** The mails about access start from the event that tells a whole membership once, also where schools have them already. */
export class AccessToldOnce1795380000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      unfenced(
        tables,
        mails.flatMap(({ key, each, once }) => retrigger(key, each, once)),
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      unfenced(
        tables,
        mails.flatMap(({ key, each, once }) => retrigger(key, once, each)),
      ),
    );
  }
}
