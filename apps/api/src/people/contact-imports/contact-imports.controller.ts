import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { ImportInput, ImportPage, ImportResponse, ImportRowsInput, type ImportView } from './contact-imports.schemas.js';
import { ContactImportsService } from './contact-imports.service.js';

@AdminController('contact-imports', 'Contacts')
@OnlyFor('owner', 'admin')
export class ContactImportsController {
  constructor(private readonly imports: ContactImportsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ImportPage })
  list(@CurrentStaff() staff: SignedInStaff): Promise<Page<ImportView>> {
    return this.imports.list(staff.schoolId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: ImportResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: ImportInput }) body: z.output<typeof ImportInput>,
  ): Promise<ImportView> {
    return this.imports.create(staff, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: ImportResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ImportView> {
    return this.imports.get(staff.schoolId, id);
  }

  @Post(':id/rows')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ImportResponse })
  addRows(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ImportRowsInput }) body: z.output<typeof ImportRowsInput>,
  ): Promise<ImportView> {
    return this.imports.addRows(staff.schoolId, id, body);
  }

  @Post(':id/start')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: ImportResponse })
  start(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ImportView> {
    return this.imports.start(staff.schoolId, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ImportResponse })
  cancel(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ImportView> {
    return this.imports.cancel(staff.schoolId, id);
  }
}
