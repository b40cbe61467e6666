import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { ImportInput, ImportPage, ImportRowsInput, ImportView } from './contact-imports.schemas.js';
import { ContactImportsService } from './contact-imports.service.js';

@AdminController('contact-imports', 'Contacts', 'contact-imports')
@OnlyFor('owner', 'admin')
export class ContactImportsController {
  constructor(private readonly imports: ContactImportsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ImportPage })
  list(@CurrentStaff() staff: SignedInStaff): Promise<Page<ImportView>> {
    return this.imports.list(staff.schoolId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: ImportView })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: ImportInput }) body: ImportInput): Promise<ImportView> {
    return this.imports.create(staff, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ImportView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ImportView> {
    return this.imports.get(staff.schoolId, id);
  }

  @Post(':id/rows')
  @Answers(ImportView)
  addRows(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ImportRowsInput }) body: ImportRowsInput,
  ): Promise<ImportView> {
    return this.imports.addRows(staff.schoolId, id, body);
  }

  @Post(':id/start')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: ImportView })
  start(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ImportView> {
    return this.imports.start(staff.schoolId, id);
  }

  @Post(':id/cancel')
  @Answers(ImportView)
  cancel(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ImportView> {
    return this.imports.cancel(staff.schoolId, id);
  }
}
