import { Body, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { type EmailSettings, EmailSettingsResponse, MessageChange, MessageSetting } from '../../messaging/email/email.schemas.js';
import { EmailSettingsService } from './email-settings.service.js';

const MessageKey = z.string().regex(/^[a-z_]+\.[a-z_]+$/);

@AdminController('email-settings', 'Email')
export class EmailSettingsController {
  constructor(private readonly settings: EmailSettingsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: EmailSettingsResponse })
  view(@CurrentStaff() staff: SignedInStaff): Promise<EmailSettings> {
    return this.settings.view(staff.schoolId);
  }

  @Patch(':key')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: MessageSetting })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('key', { schema: MessageKey }) key: string,
    @Body({ schema: MessageChange }) body: z.output<typeof MessageChange>,
  ): Promise<MessageSetting> {
    return this.settings.update(staff.schoolId, key, body);
  }
}
