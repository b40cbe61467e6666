import { Body, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ConsentInput } from '@perennial/domain/people';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { ConsentRecords, type ConsentRecordView } from './consents.schemas.js';
import { ConsentsService } from './consents.service.js';

@AdminController('contacts/:id/marketing-consents', 'Contacts', 'contacts')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @Get()
  @ApiOperation({ summary: 'A person’s decisions about marketing email, newest first' })
  @ApiOkResponse({ standardSchema: ConsentRecords })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<ConsentRecordView[]> {
    return this.consents.list(staff.schoolId, id);
  }

  @Post()
  @ApiOperation({ summary: 'Records a decision that the person made outside the product' })
  @ApiCreatedResponse({ standardSchema: ConsentRecords })
  record(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ConsentInput }) body: ConsentInput,
  ): Promise<ConsentRecordView[]> {
    return this.consents.record(staff, id, body);
  }
}
