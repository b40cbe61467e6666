import { column, defineQuery, type EmailMessage, type MarketingConsent } from '@perennial/db';

type Message = [
  contactId: string | null,
  recipient: string,
  effectKey: string,
  messageId: string,
  templateId: string | null,
  causationId: string | null,
  runId: string | null,
  subject: string,
  category: EmailMessage['category'],
];

const message = 'contact_id, recipient, effect_key, message_id, template_id, causation_id, run_id, subject, category';

/** Records an email before it is sent, or one more attempt. A sent one stays sent. */
export const recordSending = defineQuery<[...Message, occurredAt: Date]>()({
  columns: { state: column.text<EmailMessage['state']>() },
  sql: `insert into email_message (${message}, state, occurred_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sending', $10)
        on conflict (school_id, effect_key, recipient) do update
           set attempts = email_message.attempts + (email_message.state <> 'sent')::int,
               state = case email_message.state when 'sent' then 'sent' else 'sending' end
        returning state`,
});

type Many<T> = readonly T[];

/** As {@link recordSending}, for several emails to contacts. Returns those that were not recorded as sent before. */
export const recordAllSending = defineQuery<
  [
    contactIds: Many<string | null>,
    recipients: Many<string>,
    effectKeys: Many<string>,
    messageIds: Many<string>,
    templateIds: Many<string | null>,
    causationIds: Many<string | null>,
    runIds: Many<string | null>,
    subjects: Many<string>,
    categories: Many<EmailMessage['category']>,
    occurredAt: Many<Date>,
  ]
>()({
  columns: { effectKey: column.text(), state: column.text<EmailMessage['state']>() },
  prepared: true,
  sql: `insert into email_message (${message}, state, occurred_at)
        select w.contact_id, w.recipient, w.effect_key, w.message_id, w.template_id, w.causation_id, w.run_id, w.subject, w.category,
               'sending', w.occurred_at
          from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
                      $10::timestamptz[]) as w(${message}, occurred_at)
        on conflict (school_id, effect_key, recipient) do update
           set attempts = email_message.attempts + (email_message.state <> 'sent')::int,
               state = case email_message.state when 'sent' then 'sent' else 'sending' end
        returning effect_key, state`,
});

/** Records that the mail server accepted emails. */
export const recordAllSent = defineQuery<[effectKeys: Many<string>, recipients: Many<string>, at: Date]>()({
  columns: {},
  prepared: true,
  sql: `update email_message m set state = 'sent', sent_at = $3, problem = null
          from unnest($1::text[], $2::text[]) as w(effect_key, recipient)
         where m.effect_key = w.effect_key and m.recipient = w.recipient`,
});

/** The newest consent of each contact to marketing email. */
export const newestAgreements = defineQuery<[contactIds: Many<string>]>()({
  columns: { contactId: column.uuid, source: column.text<MarketingConsent['source']>(), decidedAt: column.timestamp },
  prepared: true,
  sql: `select distinct on (contact_id) contact_id, source, decided_at from marketing_consent
         where contact_id = any($1) and decision = 'given' order by contact_id, id desc`,
});

/** Records an email that was due and is not sent. */
export const recordWithheld = defineQuery<[...Message, problem: string, occurredAt: Date]>()({
  columns: {},
  sql: `insert into email_message (${message}, state, problem, occurred_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'withheld', $10, $11) on conflict (school_id, effect_key, recipient) do nothing`,
});
