import { Module } from '@nestjs/common';
import { Automation, AutomationVersion, EmailTemplate } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { AutomationsModule } from '../automations/automations.module.js';
import { BuiltInMail } from './built-in-emails.service.js';
import { EmailSettingsController } from './email-settings.controller.js';
import { EmailSettingsService } from './email-settings.service.js';

/** The school's built-in emails: automations that the product ships, switched on and off in the email settings. */
@Module({
  imports: [AutomationsModule, schoolRepositories([Automation, AutomationVersion, EmailTemplate])],
  controllers: [EmailSettingsController],
  providers: [BuiltInMail, EmailSettingsService],
  exports: [BuiltInMail],
})
export class BuiltInEmailsModule {}
