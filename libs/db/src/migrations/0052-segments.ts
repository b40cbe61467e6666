import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run, unfenced } from './support.js';

/** Conditions about contacts, stored under a name. */
export class Segments1795652000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `create table "segment" ("id" uuid not null default uuidv7(), "school_id" uuid not null default app_school(), "name" text not null,
         "name_key" text collate "C" not null default '', "condition" jsonb not null, "created_at" timestamptz not null default now(),
         constraint "PK_segment" primary key ("id"))`,
      'create unique index "segment_name" on "segment" ("school_id", "name_key")',
      `alter table "segment" add constraint "FK_669934cf9832aaf7ceb066c5de9" foreign key ("school_id") references "school"("id")`,
      // The names of segments and of tags have one comparable form.
      'create trigger segment_keys before insert or update of name on segment for each row execute function tag_keys()',
      ...fence(['segment']),
      `create trigger search_entry_follow after insert or delete or update of name on "segment"
         for each row execute function search_entry_follow('segment', 'name')`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...unfenced(['search_entry'], [`delete from search_entry where kind = 'segment'`]),
      'drop table "segment"',
    ]);
  }
}
