import { Module } from '@nestjs/common';
import { EmailTemplatesController } from './email-templates.controller.js';
import { EmailTemplatesService } from './email-templates.service.js';
import { MailUses } from './mail-uses.js';
import { TestMailsService } from './test-mails.service.js';

@Module({
  controllers: [EmailTemplatesController],
  providers: [EmailTemplatesService, MailUses, TestMailsService],
})
export class EmailModule {}
