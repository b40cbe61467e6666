import { column, defineQuery, orNull } from '@perennial/db';

/** How many certificates failed, of people on the wall clock and of people on test clocks. */
export const failedCounts = defineQuery()({
  columns: { total: column.integer, test: column.integer },
  sql: `select count(*) filter (where p.clock_id is null)::int as total, count(p.clock_id)::int as test
          from certificate c join contact p on p.id = c.contact_id where c.state = 'failed' and c.revoked_at is null`,
});

/** Failed certificates of people on test clocks or of all others, the newest first. */
export const failedCertificates = defineQuery<[test: boolean, limit: number]>()({
  columns: {
    id: column.uuid,
    problem: orNull(column.text()),
    requestedAt: column.timestamp,
    courseTitle: column.text(),
    contact: column.json<{ id: string; name: string; email: string }>(),
  },
  sql: `select c.id, c.problem, c.requested_at, t.title as course_title,
               jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) as contact
          from certificate c join contact p on p.id = c.contact_id join product t on t.id = c.course_id
         where c.state = 'failed' and c.revoked_at is null and (p.clock_id is not null) = $1
         order by c.requested_at desc, c.id desc limit $2`,
});
