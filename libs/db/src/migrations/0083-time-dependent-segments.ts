import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asLookup, lookup } from './functions.js';
import { run } from './support.js';

/** Segments of all schools of which no pass has ended since an instant, an earlier one for those that time alone does not change. */
const due = lookup(
  'segments_due(p_before timestamptz, p_steady_before timestamptz, p_limit integer)',
  'table(school_id uuid, id uuid)',
  `select s.school_id, s.id from public.segment s
    where s.state = 'filling' or s.checked_at is null or s.checked_at < case when s.depends_on_time then p_before else p_steady_before end
    order by s.state, s.checked_at nulls first, s.id limit p_limit`,
);

const dueBefore = lookup(
  'segments_due(p_before timestamptz, p_limit integer)',
  'table(school_id uuid, id uuid)',
  `select s.school_id, s.id from public.segment s where s.state = 'filling' or s.checked_at is null or s.checked_at < p_before
    order by s.state, s.checked_at nulls first, s.id limit p_limit`,
);

/** Segments whose conditions compare with the current time are checked more often than the others. */
export class TimeDependentSegments1795683000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'alter table "segment" add "depends_on_time" boolean not null default true',
      'drop function segments_due(timestamptz, integer)',
      ...asLookup(due),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function segments_due(timestamptz, timestamptz, integer)',
      ...asLookup(dueBefore),
      'alter table "segment" drop "depends_on_time"',
    ]);
  }
}
