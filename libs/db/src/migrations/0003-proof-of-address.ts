import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookup } from './functions.js';
import { run } from './support.js';

const sessionByToken = (columns: string, values: string): string[] => [
  'drop function session_by_token(text)',
  ...lookup(
    'session_by_token(p_hash text)',
    `table(id uuid, school_id uuid, audience text, subject_id uuid, expires_at timestamptz${columns})`,
    `select s.id, s.school_id, s.audience, s.subject_id, s.expires_at${values} from public.session s where s.token_hash = p_hash`,
  ),
];

/** A session says whether its holder proved the address, and an account which purchase opened it. */
export class ProofOfAddress1795360000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "session" ADD "proven" boolean NOT NULL DEFAULT true',
      'ALTER TABLE "member_account" ADD "membership_id" uuid',
      ...sessionByToken(', proven boolean', ', s.proven'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...sessionByToken('', ''),
      'ALTER TABLE "member_account" DROP COLUMN "membership_id"',
      'ALTER TABLE "session" DROP COLUMN "proven"',
    ]);
  }
}
