import { Body, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { ContactFieldChange, ContactFieldInput, ContactFieldList, ContactFieldView } from './contact-fields.schemas.js';
import { ContactFieldsService } from './contact-fields.service.js';

@AdminController('contact-fields', 'Contact fields', 'contact-fields')
export class ContactFieldsController {
  constructor(private readonly fields: ContactFieldsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ContactFieldList })
  list(@CurrentStaff() staff: SignedInStaff): Promise<ContactFieldList> {
    return this.fields.list(staff.schoolId);
  }

  @Post()
  @OnlyFor('owner', 'admin')
  @Answers(ContactFieldView)
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: ContactFieldInput }) body: ContactFieldInput,
  ): Promise<ContactFieldView> {
    return this.fields.create(staff.schoolId, body);
  }

  @Patch(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: ContactFieldView })
  change(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ContactFieldChange }) body: ContactFieldChange,
  ): Promise<ContactFieldView> {
    return this.fields.change(staff.schoolId, id, body);
  }

  @Delete(':id')
  @OnlyFor('owner', 'admin')
  @AnswersNothing()
  remove(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.fields.remove(staff.schoolId, id);
  }
}
