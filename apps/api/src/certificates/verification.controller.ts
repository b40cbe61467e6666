import { Controller, Get, Param, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentMember, ForProvenMembers, MemberController, PortalSchool } from '../identity/auth/decorators.js';
import type { SignedInMember } from '../identity/auth/member.guard.js';
import { Uuid } from '../platform/http/validation.js';
import { Limited } from '../platform/rate-limits/limited.js';
import { type MemberCertificate, MemberCertificatesResponse, Verification } from './certificates.schemas.js';
import { VerificationService } from './verification.service.js';

const Serial = z.string().min(1).max(60);

// A certificate contains a name, which a person with an unconfirmed address must not see.
@MemberController('certificates', 'Certificates', ForProvenMembers())
export class MemberCertificatesController {
  constructor(private readonly verification: VerificationService) {}

  @Get()
  @ApiOkResponse({ standardSchema: MemberCertificatesResponse })
  mine(@CurrentMember() member: SignedInMember): Promise<MemberCertificate[]> {
    return this.verification.mine(member.schoolId, member.contactId);
  }

  @Get(':id/pdf')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  pdf(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<StreamableFile> {
    return this.verification.minePdf(member.schoolId, member.contactId, id);
  }
}

@Limited({ name: 'verify', counts: 'requests', attempts: 120, seconds: 900 })
@ApiTags('Certificates')
@Controller('api/portal/verify')
export class VerificationController {
  constructor(private readonly verification: VerificationService) {}

  @Get(':serial')
  @ApiOperation({ summary: 'Checks a serial number. Public' })
  @ApiOkResponse({ standardSchema: Verification })
  verify(@PortalSchool() schoolId: string, @Param('serial', { schema: Serial }) serial: string): Promise<Verification> {
    return this.verification.verify(schoolId, serial);
  }

  @Get(':serial/pdf')
  @ApiOperation({ summary: 'The original PDF, to compare with a copy' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  pdf(@PortalSchool() schoolId: string, @Param('serial', { schema: Serial }) serial: string): Promise<StreamableFile> {
    return this.verification.verifyPdf(schoolId, serial);
  }
}
