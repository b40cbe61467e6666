import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';

/** An entry as the database holds it; `subject` is a mail's subject or an automation's name. */
export interface TimelineRow {
  readonly id: string;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly kind: 'event' | 'mail' | 'run';
  readonly type: string;
  readonly subject: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly causationId: string | null;
  readonly runId: string | null;
  readonly automationId: string | null;
  readonly contactId: string | null;
  readonly contactName: string | null;
}

// Answers carry milliseconds, and a page begins where the one before it ended: so rows are compared in milliseconds too.
const columns = {
  event: `select e.id, date_trunc('milliseconds', e.occurred_at) as at, e.recorded_at, 'event' as kind, e.type, null as subject,
      e.data, e.causation_id, e.run_id, null::uuid as automation_id, e.contact_id from event e`,
  mail: `select m.id, date_trunc('milliseconds', m.occurred_at), coalesce(m.sent_at, m.occurred_at), 'mail', m.state, m.subject,
      jsonb_build_object('recipient', m.recipient, 'problem', m.problem, 'category', m.category, 'attempts', m.attempts),
      m.causation_id, m.run_id, null::uuid, m.contact_id from email_message m`,
  run: `select r.id, date_trunc('milliseconds', r.started_at), r.started_at, 'run', r.state, a.name,
      jsonb_build_object('problem', r.problem), r.event_id, null::uuid, r.automation_id, r.contact_id
      from automation_run r join automation a on a.id = r.automation_id`,
} as const;

/** Notices to ourselves, and sums of what stands there one by one: a reader of a timeline learns nothing from them. */
const unseen = `e.type not in ('stripe.event_received', 'membership.sync_requested', 'stripe.connected', 'grant.dated', 'mail.test_requested', 'staff.password_link_requested',
  'access.opened', 'access.closed', 'certificate.requested', 'course.outline_changed', 'school.time_zone_changed')`;

const person = (entry: string): string => `left join contact t on t.id = ${entry}.contact_id`;

const select = (entries: string, rest: string): string =>
  `with entry (id, at, recorded_at, kind, type, subject, data, causation_id, run_id, automation_id, contact_id) as (${entries})
   select n.id, n.at, n.recorded_at as "recordedAt", n.kind, n.type, n.subject, n.data, n.causation_id as "causationId",
          n.run_id as "runId", n.automation_id as "automationId", n.contact_id as "contactId",
          coalesce(nullif(c.name, ''), c.email) as "contactName"
     from entry n left join contact c on c.id = n.contact_id ${rest}`;

/** What happened, read from events, mails and runs together. In the open scope. */
@Injectable()
export class TimelineRows {
  constructor(private readonly tenancy: Tenancy) {}

  /** The newest entries of one person's timeline; those of the same instant as the last one are there as well. */
  ofContact(contactId: string, before: string | undefined, size: number): Promise<TimelineRow[]> {
    const entries = [
      `${columns.event} where e.contact_id = $1 and ${unseen}`,
      `${columns.mail} where m.contact_id = $1`,
      `${columns.run} where r.contact_id = $1`,
    ].join(' union all ');
    return this.tenancy.rows<TimelineRow>(
      select(entries, `where $2::timestamptz is null or n.at < $2 order by n.at desc fetch first ${size} rows with ties`),
      [contactId, before ?? null],
    );
  }

  /** The newest things that happened in the school; what people on test clocks do is no news. */
  latest(size: number): Promise<TimelineRow[]> {
    const entries = [
      `(${columns.event} ${person('e')} where ${unseen} and t.clock_id is null order by e.id desc limit ${size})`,
      `(${columns.mail} ${person('m')} where t.clock_id is null order by m.id desc limit ${size})`,
    ].join(' union all ');
    return this.tenancy.rows<TimelineRow>(select(entries, `order by n.id desc limit ${size}`));
  }

  /** One entry by its id, whichever kind it is. */
  async byId(id: string): Promise<TimelineRow | undefined> {
    const entries = [`${columns.event} where e.id = $1`, `${columns.mail} where m.id = $1`, `${columns.run} where r.id = $1`];
    return this.tenancy.row<TimelineRow>(select(entries.join(' union all '), ''), [id]);
  }

  /** What followed directly: from a run what its steps did; from an event the runs it entered and what it led to without one. */
  following(row: TimelineRow): Promise<TimelineRow[]> {
    const entries =
      row.kind === 'run'
        ? [`${columns.event} where e.run_id = $1`, `${columns.mail} where m.run_id = $1`]
        : [
            `${columns.event} where e.causation_id = $1 and e.run_id is null`,
            `${columns.mail} where m.causation_id = $1 and m.run_id is null`,
            `${columns.run} where r.event_id = $1`,
          ];
    return this.tenancy.rows<TimelineRow>(select(entries.join(' union all '), 'order by n.id limit 200'), [row.id]);
  }
}
