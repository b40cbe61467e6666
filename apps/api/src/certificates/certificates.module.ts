import { Module } from '@nestjs/common';
import { Certificate, CertificateTemplate, Contact, Product, School } from '@perennial/db';
import { schoolRepositories } from '../platform/database/school-repositories.js';
import { PicturesModule } from '../school/pictures/pictures.module.js';
import { CertificateFiles } from './certificate-files.js';
import { CertificateTemplateController } from './certificate-template.controller.js';
import { CertificateTemplateService } from './certificate-template.service.js';
import { CertificatesController, ContactCertificatesController } from './certificates.controller.js';
import { CertificatesService } from './certificates.service.js';
import { FailedCertificatesService } from './failed-certificates.service.js';
import { MemberCertificatesController, VerificationController } from './verification.controller.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [PicturesModule, schoolRepositories([Certificate, CertificateTemplate, Contact, Product, School])],
  controllers: [
    ContactCertificatesController,
    CertificatesController,
    CertificateTemplateController,
    MemberCertificatesController,
    VerificationController,
  ],
  providers: [CertificateFiles, CertificatesService, FailedCertificatesService, CertificateTemplateService, VerificationService],
})
export class CertificatesModule {}
