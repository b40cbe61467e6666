import { Body, Get, HttpCode, Post, Put, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { CertificateTemplate } from '@perennial/domain/certificates';
import { ChangesNothing } from '../identity/auth/announced-changes.js';
import { AdminController, CurrentStaff } from '../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../identity/auth/staff.guard.js';
import { CertificateTemplateService } from './certificate-template.service.js';
import { CertificateTemplateInput, CertificateTemplateView } from './certificates.schemas.js';

@AdminController('certificate-template', 'Certificates', 'certificate-template')
export class CertificateTemplateController {
  constructor(private readonly templates: CertificateTemplateService) {}

  @Get()
  @ApiOkResponse({ standardSchema: CertificateTemplateView })
  get(@CurrentStaff() staff: SignedInStaff): Promise<CertificateTemplateView> {
    return this.templates.get(staff.schoolId);
  }

  @Put()
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: CertificateTemplateView })
  put(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: CertificateTemplateInput }) body: CertificateTemplate,
  ): Promise<CertificateTemplateView> {
    return this.templates.put(staff.schoolId, body);
  }

  @Post('preview')
  @ChangesNothing()
  @HttpCode(200)
  @ApiOperation({ summary: 'Preview of the certificate for a sample person' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  preview(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: CertificateTemplateInput }) body: CertificateTemplate,
  ): Promise<StreamableFile> {
    return this.templates.preview(staff.schoolId, body);
  }
}
