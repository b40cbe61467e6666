import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, run, unfenced } from './support.js';

/**
 * Consents to marketing email are recorded. Nobody was asked before, so nobody has consent afterwards; whoever had unsubscribed
 * stays unsubscribed, with a record of it.
 */
export class MarketingConsents1795502000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE "contact" ADD "marketing_consent_at" TIMESTAMP WITH TIME ZONE',
      `CREATE TABLE "marketing_consent" ("id" uuid NOT NULL DEFAULT uuidv7(), "school_id" uuid NOT NULL DEFAULT app_school(),
        "contact_id" uuid NOT NULL, "decision" text NOT NULL, "source" text NOT NULL, "note" text, "wording" text, "staff_id" uuid,
        "decided_at" TIMESTAMP WITH TIME ZONE NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_d4ab987a44a2c1ad2efd3b5d668" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_9fdefaa7a831ca6d362351746e" ON "marketing_consent" ("school_id", "contact_id", "id")',
      'ALTER TABLE "marketing_consent" ADD CONSTRAINT "FK_179d1ea6d77ca52310f3583c421" FOREIGN KEY ("school_id") REFERENCES "school"("id")',
      'ALTER TABLE "marketing_consent" ADD CONSTRAINT "FK_aa7e016e348f84fd39355910e59" FOREIGN KEY ("contact_id") REFERENCES "contact"("id")',
      ...unfenced(
        ['contact'],
        [
          `INSERT INTO "marketing_consent" ("school_id", "contact_id", "decision", "source", "decided_at")
           SELECT "school_id", "id", 'withdrawn', 'unsubscribe_page', "unsubscribed_at" FROM "contact" WHERE "unsubscribed_at" IS NOT NULL`,
        ],
      ),
      ...fence(['marketing_consent'], 'select, insert'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE "marketing_consent"', 'ALTER TABLE "contact" DROP COLUMN "marketing_consent_at"']);
  }
}
