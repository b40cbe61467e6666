import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookup } from './functions.js';
import { run } from './support.js';

/** The school of a portal and the session of its visitor in one statement. A session of another school is not found. */
export class PortalVisits1795644000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      lookup(
        'portal_visit(p_slug text, p_hash text)',
        'table(school_id uuid, session_id uuid, contact_id uuid, proven boolean, expires_at timestamptz)',
        `select c.id, s.id, s.subject_id, s.proven, s.expires_at
           from public.school c left join public.session s on s.token_hash = p_hash and s.school_id = c.id and s.audience = 'member'
          where c.slug = p_slug`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['drop function portal_visit(text, text)']);
  }
}
