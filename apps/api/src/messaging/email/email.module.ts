import { Module } from '@nestjs/common';
import { AutomationsModule } from '../../automation/automations/automations.module.js';
import { BuiltInMail } from './built-in-mail.service.js';
import { EmailSettingsController } from './email-settings.controller.js';
import { EmailSettingsService } from './email-settings.service.js';
import { EmailTemplatesController } from './email-templates.controller.js';
import { EmailTemplatesService } from './email-templates.service.js';
import { MailUses } from './mail-uses.js';
import { TestMailsService } from './test-mails.service.js';

@Module({
  imports: [AutomationsModule],
  controllers: [EmailSettingsController, EmailTemplatesController],
  providers: [BuiltInMail, EmailSettingsService, EmailTemplatesService, MailUses, TestMailsService],
  exports: [BuiltInMail],
})
export class EmailModule {}
