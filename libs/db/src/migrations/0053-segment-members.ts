import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookup } from './functions.js';
import { fence, run } from './support.js';

/** Segments of all schools of which no pass has ended since an instant, the ones that are being filled first. */
const due = lookup(
  'segments_due(p_before timestamptz, p_limit integer)',
  'table(school_id uuid, id uuid)',
  `select s.school_id, s.id from public.segment s where s.state = 'filling' or s.checked_at is null or s.checked_at < p_before
    order by s.state, s.checked_at nulls first, s.id limit p_limit`,
);

/** Who is in each segment. Relays remember which events concern the segments of a school, as they do for triggers. */
export class SegmentMembers1795653000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `alter table "segment" add "state" text not null default 'filling', add "pass_after" uuid, add "pass_checked" integer not null default 0,
         add "checked_at" timestamptz`,
      `create table "segment_member" ("segment_id" uuid not null, "contact_id" uuid not null, "school_id" uuid not null default app_school(),
         "created_at" timestamptz not null default now(), constraint "PK_segment_member" primary key ("segment_id", "contact_id"))`,
      'create index "segments_of_contact" on "segment_member" ("school_id", "contact_id")',
      `alter table "segment_member" add constraint "FK_fdd12e02edcf826d853bf646edd" foreign key ("segment_id") references "segment"("id")`,
      `alter table "segment_member" add constraint "FK_e067ec252460523707dbafd3053" foreign key ("school_id") references "school"("id")`,
      ...fence(['segment_member']),
      `create trigger increment_trigger_generation after insert or delete or update of condition on segment
         for each row execute function increment_trigger_generation()`,
      'create policy lookup on segment for select to perennial_lookup using (true)',
      'grant select on segment to perennial_lookup',
      // A function may only be handed to a role that could have made it.
      'grant create on schema public to perennial_lookup',
      ...due,
      'revoke create on schema public from perennial_lookup',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function segments_due(timestamptz, integer)',
      'drop policy lookup on segment',
      'revoke select on segment from perennial_lookup',
      'drop trigger increment_trigger_generation on segment',
      'drop table "segment_member"',
      'alter table "segment" drop "state", drop "pass_after", drop "pass_checked", drop "checked_at"',
    ]);
  }
}
