import { Body, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { EmailSettings, MessageChange, MessageSetting } from '../../messaging/email/email.schemas.js';
import { EmailSettingsService } from './email-settings.service.js';

const MessageKey = z.string().regex(/^[a-z_]+\.[a-z_]+$/);

@AdminController('email-settings', 'Email', 'email-settings')
export class EmailSettingsController {
  constructor(private readonly settings: EmailSettingsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: EmailSettings })
  view(@CurrentStaff() staff: SignedInStaff): Promise<EmailSettings> {
    return this.settings.view(staff.schoolId);
  }

  @Patch(':key')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: MessageSetting })
  update(
    @CurrentStaff() staff: SignedInStaff,
    @Param('key', { schema: MessageKey }) key: string,
    @Body({ schema: MessageChange }) body: MessageChange,
  ): Promise<MessageSetting> {
    return this.settings.update(staff.schoolId, key, body);
  }
}
