import { Module } from '@nestjs/common';
import { EmailTemplate, School, Staff } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { EmailTemplateViews } from './email-template-views.js';
import { EmailTemplatesController } from './email-templates.controller.js';
import { EmailTemplatesService } from './email-templates.service.js';
import { MailUses } from './mail-uses.js';
import { TestMailsService } from './test-mails.service.js';

@Module({
  imports: [schoolRepositories([EmailTemplate, School, Staff])],
  controllers: [EmailTemplatesController],
  providers: [EmailTemplatesService, EmailTemplateViews, MailUses, TestMailsService],
  exports: [EmailTemplateViews],
})
export class EmailModule {}
