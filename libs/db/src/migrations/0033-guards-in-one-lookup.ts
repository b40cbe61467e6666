import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookup } from './functions.js';
import { run } from './support.js';

/** What a key may do and when it was last used, so that a guard needs no transaction. */
const apiKeyByToken = (columns: string, values: string): string[] => [
  'drop function api_key_by_token(text)',
  ...lookup(
    'api_key_by_token(p_hash text)',
    `table(id uuid, school_id uuid${columns})`,
    `select k.id, k.school_id${values} from public.api_key k where k.token_hash = p_hash and k.revoked_at is null`,
  ),
];

/** Guards learn who sends a request in one statement. The name, address and role of staff are read with their session. */
export class GuardsInOneLookup1795633000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...lookup(
        'staff_by_session(p_hash text)',
        'table(id uuid, school_id uuid, session_id uuid, expires_at timestamptz, name text, email text, role text)',
        `select f.id, f.school_id, s.id, s.expires_at, f.name, f.email, f.role
           from public.session s join public.staff f on f.id = s.subject_id and f.school_id = s.school_id
          where s.token_hash = p_hash and s.audience = 'staff'`,
      ),
      ...apiKeyByToken(', scopes text[], last_used_at timestamptz', ', k.scopes, k.last_used_at'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [...apiKeyByToken('', ''), 'drop function staff_by_session(text)']);
  }
}
