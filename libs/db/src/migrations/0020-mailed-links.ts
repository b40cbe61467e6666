import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookup } from './functions.js';
import { fence, run } from './support.js';

/**
 * A mailed link knows its address, the browser that asked for it and the page it leads to; a session knows whether it may
 * choose a password. Staff get reset links of their own.
 */
export class MailedLinks1795600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "sign_in_token" ADD "email" text',
      'ALTER TABLE "sign_in_token" ADD "browser_hash" text',
      'ALTER TABLE "sign_in_token" ADD "next" text',
      'CREATE INDEX "IDX_50ae14a50608bb871cdc90bf84" ON "sign_in_token" ("contact_id")',
      'ALTER TABLE "session" ADD "password_choice_until" TIMESTAMP WITH TIME ZONE',
      `CREATE TABLE "staff_token" (
        "id" uuid NOT NULL DEFAULT uuidv7(),
        "school_id" uuid NOT NULL DEFAULT app_school(),
        "staff_id" uuid NOT NULL,
        "token_hash" text NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "used_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "UQ_4373cbbe45c952ffbfe4a478f62" UNIQUE ("token_hash"),
        CONSTRAINT "PK_5c4c80c7c45f53e9bb4cb1e1049" PRIMARY KEY ("id")
      )`,
      'CREATE INDEX "IDX_b30deedbded13caada4d9e4425" ON "staff_token" ("staff_id")',
      'ALTER TABLE "staff_token" ADD CONSTRAINT "FK_03adca47f520e681a680b927972" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      ...fence(['staff_token']),
      'create policy lookup on "staff_token" for select to perennial_lookup using (true)',
      'grant select on "staff_token" to perennial_lookup',
      ...lookup(
        'staff_token_by_hash(p_hash text)',
        'table(id uuid, school_id uuid)',
        'select t.id, t.school_id from public.staff_token t where t.token_hash = p_hash',
      ),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'drop function staff_token_by_hash(text)',
      'DROP TABLE "staff_token"',
      'ALTER TABLE "session" DROP COLUMN "password_choice_until"',
      'DROP INDEX "IDX_50ae14a50608bb871cdc90bf84"',
      'ALTER TABLE "sign_in_token" DROP COLUMN "next"',
      'ALTER TABLE "sign_in_token" DROP COLUMN "browser_hash"',
      'ALTER TABLE "sign_in_token" DROP COLUMN "email"',
    ]);
  }
}
