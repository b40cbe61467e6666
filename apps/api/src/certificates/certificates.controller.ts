import { Body, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../identity/auth/staff.guard.js';
import { Uuid } from '../platform/http/validation.js';
import {
  CertificateRequest,
  CertificateResponse,
  CertificatesResponse,
  type CertificateView,
  type FailedCertificates,
  FailedCertificatesQuery,
  FailedCertificatesResponse,
  RevocationInput,
} from './certificates.schemas.js';
import { CertificatesService } from './certificates.service.js';
import { FailedCertificatesService } from './failed-certificates.service.js';

@AdminController('contacts', 'Certificates')
export class ContactCertificatesController {
  constructor(private readonly certificates: CertificatesService) {}

  @Get(':id/certificates')
  @ApiOkResponse({ standardSchema: CertificatesResponse })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<CertificateView[]> {
    return this.certificates.ofContact(staff.schoolId, id);
  }
}

@AdminController('certificates', 'Certificates')
export class CertificatesController {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly failed: FailedCertificatesService,
  ) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Issues a certificate by hand; it is drawn and stored a moment later' })
  @ApiCreatedResponse({ standardSchema: CertificateResponse })
  request(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: CertificateRequest }) body: z.output<typeof CertificateRequest>,
  ): Promise<CertificateView> {
    return this.certificates.request(staff.schoolId, body.contactId, body.courseId);
  }

  @Get('failed')
  @ApiOperation({ summary: 'Certificates that could not be issued, of people who are on no test clock, or of those who are' })
  @ApiOkResponse({ standardSchema: FailedCertificatesResponse })
  failedOnes(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: FailedCertificatesQuery }) { test }: z.output<typeof FailedCertificatesQuery>,
  ): Promise<FailedCertificates> {
    return this.failed.list(staff.schoolId, test);
  }

  @Get(':id/pdf')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  pdf(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<StreamableFile> {
    return this.certificates.pdf(staff.schoolId, id);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: CertificateResponse })
  revoke(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: RevocationInput }) body: z.output<typeof RevocationInput>,
  ): Promise<CertificateView> {
    return this.certificates.revoke(staff.schoolId, id, body.reason);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Tries a failed certificate again, with the names as they are now' })
  @ApiOkResponse({ standardSchema: CertificateResponse })
  retry(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<CertificateView> {
    return this.certificates.retry(staff.schoolId, id);
  }
}
