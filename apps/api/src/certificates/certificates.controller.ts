import { Body, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { RevocationInput } from '@perennial/domain/certificates';
import { AdminController, CurrentStaff } from '../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../identity/auth/staff.guard.js';
import { Answers } from '../platform/http/answers.js';
import { Uuid } from '../platform/http/validation.js';
import {
  CertificateRequest,
  CertificatesResponse,
  CertificateView,
  FailedCertificates,
  FailedCertificatesQuery,
} from './certificates.schemas.js';
import { CertificatesService } from './certificates.service.js';
import { FailedCertificatesService } from './failed-certificates.service.js';

@AdminController('contacts', 'Certificates', 'contacts')
export class ContactCertificatesController {
  constructor(private readonly certificates: CertificatesService) {}

  @Get(':id/certificates')
  @ApiOkResponse({ standardSchema: CertificatesResponse })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<CertificateView[]> {
    return this.certificates.ofContact(staff.schoolId, id);
  }
}

@AdminController('certificates', 'Certificates', 'certificates')
export class CertificatesController {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly failed: FailedCertificatesService,
  ) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Issues a certificate manually. The PDF is created asynchronously' })
  @ApiCreatedResponse({ standardSchema: CertificateView })
  request(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: CertificateRequest }) body: CertificateRequest,
  ): Promise<CertificateView> {
    return this.certificates.request(staff.schoolId, body.contactId, body.courseId);
  }

  @Get('failed')
  @ApiOperation({ summary: 'Certificates that could not be issued, either of people in real time or of people on test clocks' })
  @ApiOkResponse({ standardSchema: FailedCertificates })
  failedOnes(
    @CurrentStaff() staff: SignedInStaff,
    @Query({ schema: FailedCertificatesQuery }) { test }: FailedCertificatesQuery,
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
  @OnlyFor('owner', 'admin')
  @Answers(CertificateView)
  revoke(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: RevocationInput }) body: RevocationInput,
  ): Promise<CertificateView> {
    return this.certificates.revoke(staff.schoolId, id, body.reason);
  }

  @Post(':id/retry')
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Retries a failed certificate with the current names' })
  @Answers(CertificateView)
  retry(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<CertificateView> {
    return this.certificates.retry(staff.schoolId, id);
  }
}
