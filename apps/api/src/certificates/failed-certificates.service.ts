import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { iso } from '../platform/http/schemas.js';
import type { FailedCertificates } from './certificates.schemas.js';

const atMost = 100;

interface FailedRow {
  readonly id: string;
  readonly problem: string | null;
  readonly requestedAt: Date;
  readonly courseTitle: string;
  readonly contact: { id: string; name: string; email: string };
}

/** Certificates that could not be issued: somebody waits for each of them. */
@Injectable()
export class FailedCertificatesService {
  constructor(private readonly tenancy: Tenancy) {}

  /** Of people on the wall, or of those on test clocks; the newest first. */
  list(schoolId: string, test: boolean): Promise<FailedCertificates> {
    return this.tenancy.withSchool(schoolId, async () => {
      const counts = await this.tenancy.row<{ total: number; test: number }>(
        `select count(*) filter (where p.clock_id is null)::int as total, count(p.clock_id)::int as test
           from certificate c join contact p on p.id = c.contact_id where c.state = 'failed' and c.revoked_at is null`,
      );
      const rows = await this.tenancy.rows<FailedRow>(
        `select c.id, c.problem, c.requested_at as "requestedAt", t.title as "courseTitle",
                jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) as contact
           from certificate c join contact p on p.id = c.contact_id join product t on t.id = c.course_id
          where c.state = 'failed' and c.revoked_at is null and (p.clock_id is not null) = $1
          order by c.requested_at desc, c.id desc limit $2`,
        [test, atMost],
      );
      return {
        total: counts?.total ?? 0,
        test: counts?.test ?? 0,
        certificates: rows.map(({ problem, requestedAt, ...row }) => ({
          ...row,
          problem: problem ?? 'The certificate could not be created. Try again.',
          requestedAt: iso(requestedAt),
        })),
      };
    });
  }
}
