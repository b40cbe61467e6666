import { Body, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { ContactActionsService } from './contact-actions.service.js';
import { ContactResponse, type ContactView, GrantInput, PasswordInput, Tag } from './contacts.schemas.js';

@AdminController('contacts/:id', 'Contacts')
export class ContactActionsController {
  constructor(private readonly actions: ContactActionsService) {}

  @Put('tags/:tag')
  @ApiOkResponse({ standardSchema: ContactResponse })
  addTag(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ContactView> {
    return this.actions.addTag(staff.schoolId, id, tag);
  }

  @Delete('tags/:tag')
  @ApiOkResponse({ standardSchema: ContactResponse })
  removeTag(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ContactView> {
    return this.actions.removeTag(staff.schoolId, id, tag);
  }

  @Post('grants')
  @HttpCode(200)
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ContactResponse })
  grant(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: GrantInput }) body: z.output<typeof GrantInput>,
  ): Promise<ContactView> {
    return this.actions.grant(staff, id, body);
  }

  @Delete('grants/:productId')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ContactResponse })
  revokeGrants(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('productId', { schema: Uuid }) productId: string,
  ): Promise<ContactView> {
    return this.actions.revokeGrants(staff.schoolId, id, productId);
  }

  @Post('portal-actions/reset-link')
  @HttpCode(202)
  @ApiAcceptedResponse()
  sendResetLink(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.actions.sendResetLink(staff.schoolId, id);
  }

  @Put('portal-actions/password')
  @HttpCode(204)
  @OnlyFor('owner', 'admin')
  @ApiNoContentResponse()
  setPassword(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PasswordInput }) { password }: z.output<typeof PasswordInput>,
  ): Promise<void> {
    return this.actions.setPassword(staff, id, password);
  }
}
