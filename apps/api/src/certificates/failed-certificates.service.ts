import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { iso } from '../platform/http/schemas.js';
import type { FailedCertificates } from './certificates.schemas.js';
import { failedCertificates, failedCounts } from './failed-certificates.queries.js';

const atMost = 100;

/** Certificates that could not be issued. */
@Injectable()
export class FailedCertificatesService {
  constructor(private readonly tenancy: Tenancy) {}

  /** Of people in real time, or of people on test clocks, newest first. */
  list(schoolId: string, test: boolean): Promise<FailedCertificates> {
    return this.tenancy.withSchool(schoolId, async () => {
      const counts = await this.tenancy.rowOf(failedCounts);
      const rows = await this.tenancy.rowsOf(failedCertificates, test, atMost);
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
