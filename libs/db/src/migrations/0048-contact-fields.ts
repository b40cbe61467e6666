import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run } from './support.js';

/** Fields that a school adds to its contacts, and their values. */
export class ContactFields1795648000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `create table "contact_field" ("id" uuid not null default uuidv7(), "school_id" uuid not null default app_school(), "name" text not null,
         "name_key" text collate "C" not null default '', "type" text not null, "options" text array not null default '{}',
         "created_at" timestamptz not null default now(), constraint "PK_contact_field" primary key ("id"))`,
      'create unique index "contact_field_name" on "contact_field" ("school_id", "name_key")',
      `alter table "contact_field" add constraint "FK_5f19ac21d5c4207592b7f02867f" foreign key ("school_id") references "school"("id")`,
      // The names of fields and of tags have one comparable form.
      'create trigger contact_field_keys before insert or update of name on contact_field for each row execute function tag_keys()',
      `create table "contact_field_stored" ("contact_id" uuid not null, "field_id" uuid not null,
         "school_id" uuid not null default app_school(), "value" jsonb not null, "changed_at" timestamptz not null default now(),
         constraint "PK_contact_field_stored" primary key ("contact_id", "field_id"))`,
      'create index "contact_field_values" on "contact_field_stored" ("school_id", "field_id", "contact_id")',
      `alter table "contact_field_stored" add constraint "FK_88dd4e9cb85a2752b8cf0d2511d" foreign key ("field_id") references "contact_field"("id")`,
      `alter table "contact_field_stored" add constraint "FK_dec115f6e444d4220af5f3c66ef" foreign key ("school_id") references "school"("id")`,
      ...fence(['contact_field', 'contact_field_stored']),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['drop table "contact_field_stored"', 'drop table "contact_field"']);
  }
}
