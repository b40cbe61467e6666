import { Body, Delete, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { GrantInput, Tag } from '@perennial/domain/people';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers, AnswersLater, AnswersNothing } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { ContactActionsService } from './contact-actions.service.js';
import { ContactView, PasswordInput } from './contacts.schemas.js';

@AdminController('contacts/:id', 'Contacts', 'contacts')
export class ContactActionsController {
  constructor(private readonly actions: ContactActionsService) {}

  @Put('tags/:tag')
  @ApiOkResponse({ standardSchema: ContactView })
  addTag(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ContactView> {
    return this.actions.addTag(staff.schoolId, id, tag);
  }

  @Delete('tags/:tag')
  @ApiOkResponse({ standardSchema: ContactView })
  removeTag(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ContactView> {
    return this.actions.removeTag(staff.schoolId, id, tag);
  }

  @Post('grants')
  @OnlyFor('owner', 'admin')
  @Answers(ContactView)
  grant(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: GrantInput }) body: GrantInput,
  ): Promise<ContactView> {
    return this.actions.grant(staff, id, body);
  }

  @Delete('grants/:productId')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ContactView })
  revokeGrants(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('productId', { schema: Uuid }) productId: string,
  ): Promise<ContactView> {
    return this.actions.revokeGrants(staff.schoolId, id, productId);
  }

  @Post('portal-actions/reset-link')
  @AnswersLater()
  sendResetLink(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.actions.sendResetLink(staff.schoolId, id);
  }

  @Put('portal-actions/password')
  @OnlyFor('owner', 'admin')
  @AnswersNothing()
  setPassword(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PasswordInput }) { password }: PasswordInput,
  ): Promise<void> {
    return this.actions.setPassword(staff, id, password);
  }
}
