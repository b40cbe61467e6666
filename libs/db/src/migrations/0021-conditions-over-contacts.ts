import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run, unfenced } from './support.js';

/** As `comparableText` of the domain: Unicode's rules of case whatever the database's locale, and the white space of JavaScript. */
const text = String.raw`create function comparable_text(p_text text) returns text language sql immutable strict parallel safe as $$
  select replace(lower(btrim(normalize(p_text, nfc),
    U&'\0009\000a\000b\000c\000d\0020\00a0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\2028\2029\202f\205f\3000\feff') collate pg_unicode_fast), 'ς', 'σ')
$$`;

/** As `comparableNumber` of the domain: what JavaScript reads as a number, null for everything else. Never an error. */
const number = String.raw`create function comparable_number(p_text text) returns float8 language sql immutable strict parallel safe as $$
  select case
    when length(p_text) > 40 then null
    when digits ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$' then
      case when pg_input_is_valid(digits, 'float8') then digits::float8 when digits ~ '[eE]-' then 0 end
    when digits ~ '^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$' then digits::numeric::float8
  end
  from (select btrim(p_text, U&'\0009\000a\000b\000c\000d\0020\00a0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200a\2028\2029\202f\205f\3000\feff') as digits) trimmed
$$`;

const keepContact = `create function contact_keys() returns trigger language plpgsql set search_path = pg_catalog, public as $$
  begin
    new.name_key := comparable_text(new.name);
    new.email_key := comparable_text(new.email);
    new.time_zone_key := comparable_text(new.time_zone);
    return new;
  end $$`;

const keepTag = `create function contact_tag_keys() returns trigger language plpgsql set search_path = pg_catalog, public as $$
  begin
    new.tag_key := comparable_text(new.tag);
    return new;
  end $$`;

const indexes: Readonly<Record<string, string>> = {
  IDX_5c9807a81a8a6a7ef0d9816efb: '"contact" ("school_id", "name_key")',
  IDX_d233069ae4c3261cbbd33bfaab: '"contact" ("school_id", "email_key")',
  IDX_bdfaae036765c931a2d8ce1bdf: '"contact" ("school_id", "time_zone_key")',
  IDX_e799f5fa87354eb0c15f728f5d: '"contact" ("school_id", "clock_id") WHERE clock_id is not null',
  IDX_83b61aceb1256e61e3d85afced: '"contact_tag" ("school_id", "tag_key", "contact_id")',
  IDX_6d4baf25a17f2d0414bf6010ce: '"membership" ("contact_id", "state")',
  IDX_64594b15011337e01fa8f5a4d4: '"membership" ("school_id", "state", "contact_id")',
  IDX_10aebbe4258ef1dabc724acd19: '"membership" ("school_id", "plan_id", "state", "contact_id")',
  IDX_03295c5ba72d520bbfe4b2fbce:
    '"entitlement" ("school_id", "product_id", "contact_id", "starts_at", "ends_at") WHERE revoked_at is null',
  IDX_cbff4a1a2366f4293adaa41dea: '"contact" ("school_id", "id")',
  IDX_0db4aaf774885bb3f6501496ac: '"enrolment" ("school_id", "course_id", "progress_percent", "contact_id")',
  IDX_a14b674ce10334b6bfc340f9d3: '"enrolment" ("school_id", "course_id", "contact_id") WHERE completed_at is not null',
};

/**
 * Conditions select contacts. Functions of a column are not leakproof, so under row-level security no index on them is used: the
 * comparable form of a text is a column, which triggers keep.
 */
export class ConditionsOverContacts1795610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      text,
      number,
      `ALTER TABLE "contact" ADD "name_key" text COLLATE "C" NOT NULL DEFAULT '', ADD "email_key" text COLLATE "C" NOT NULL DEFAULT '', ADD "time_zone_key" text COLLATE "C"`,
      `ALTER TABLE "contact_tag" ADD "tag_key" text COLLATE "C" NOT NULL DEFAULT ''`,
      ...unfenced(
        ['contact', 'contact_tag'],
        [
          'update contact set name_key = comparable_text(name), email_key = comparable_text(email), time_zone_key = comparable_text(time_zone)',
          'update contact_tag set tag_key = comparable_text(tag)',
        ],
      ),
      keepContact,
      'create trigger contact_keys before insert or update of name, email, time_zone on contact for each row execute function contact_keys()',
      keepTag,
      'create trigger contact_tag_keys before insert or update of tag on contact_tag for each row execute function contact_tag_keys()',
      ...Object.entries(indexes).map(([name, on]) => `CREATE INDEX "${name}" ON ${on}`),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      ...Object.keys(indexes).map((name) => `DROP INDEX "${name}"`),
      'drop trigger contact_tag_keys on contact_tag',
      'drop function contact_tag_keys()',
      'drop trigger contact_keys on contact',
      'drop function contact_keys()',
      'ALTER TABLE "contact_tag" DROP COLUMN "tag_key"',
      'ALTER TABLE "contact" DROP COLUMN "name_key", DROP COLUMN "email_key", DROP COLUMN "time_zone_key"',
      'drop function comparable_number(text)',
      'drop function comparable_text(text)',
    ]);
  }
}
