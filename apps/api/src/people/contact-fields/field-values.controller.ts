import { Body, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { FieldValuesInput, FieldValuesView } from './contact-fields.schemas.js';
import { FieldValuesService } from './field-values.service.js';

@AdminController('contacts/:id/fields', 'Contact fields', 'contacts')
export class FieldValuesController {
  constructor(private readonly values: FieldValuesService) {}

  @Get()
  @ApiOkResponse({ standardSchema: FieldValuesView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<FieldValuesView> {
    return this.values.get(staff.schoolId, id);
  }

  @Patch()
  @ApiOkResponse({ standardSchema: FieldValuesView })
  set(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: FieldValuesInput }) body: FieldValuesInput,
  ): Promise<FieldValuesView> {
    return this.values.set(staff.schoolId, id, body);
  }
}
