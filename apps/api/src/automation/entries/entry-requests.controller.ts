import { Body, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { EntryInput, EntryPeople } from '@perennial/domain/automation';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { AdminController, CurrentProgram, CurrentStaff, ProgramController } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { EntryRequestAccepted, EntryRequestDetail, EntryRequests, StartableAutomations } from './entry-requests.schemas.js';
import { EntryRequestsService } from './entry-requests.service.js';

@AdminController('automations/:id/entries', 'Automations', 'automations')
@OnlyFor('owner', 'admin')
export class EntryRequestsController {
  constructor(private readonly requests: EntryRequestsService) {}

  @Get()
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: EntryRequests })
  list(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<EntryRequests> {
    return this.requests.list(staff.schoolId, id);
  }

  @Get(':entryId')
  @OnlyFor('owner', 'admin', 'support')
  @ApiOkResponse({ standardSchema: EntryRequestDetail })
  get(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('entryId', { schema: Uuid }) entryId: string,
  ): Promise<EntryRequestDetail> {
    return this.requests.get(staff.schoolId, id, entryId);
  }

  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: EntryRequestDetail })
  add(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: EntryInput }) body: EntryInput,
  ): Promise<EntryRequestDetail> {
    return this.requests.add(staff, id, body);
  }

  @Post(':entryId/cancel')
  @Answers(EntryRequestDetail)
  cancel(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Param('entryId', { schema: Uuid }) entryId: string,
  ): Promise<EntryRequestDetail> {
    return this.requests.cancel(staff.schoolId, id, entryId);
  }
}

@AdminController('startable-automations', 'Automations', null)
@OnlyFor('owner', 'admin', 'support')
export class StartableAutomationsController {
  constructor(private readonly requests: EntryRequestsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: StartableAutomations })
  list(@CurrentStaff() staff: SignedInStaff): Promise<StartableAutomations> {
    return this.requests.startable(staff.schoolId);
  }
}

@ProgramController('automations/:id/entries', 'Automations')
export class ProgramEntryRequestsController {
  constructor(private readonly requests: EntryRequestsService) {}

  @Post()
  @HttpCode(202)
  @NeedsScope('automations:write')
  @ApiOperation({ summary: 'Adds people to an active automation with the trigger “Added by staff or a program”' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse({ standardSchema: EntryRequestAccepted })
  add(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: EntryPeople }) body: EntryPeople,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<EntryRequestAccepted> {
    return this.requests.addByProgram(program, id, body, key);
  }

  @Get(':entryId')
  @NeedsScope('automations:read')
  @ApiOperation({ summary: 'How far it is, and who entered' })
  @ApiOkResponse({ standardSchema: EntryRequestDetail })
  get(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('entryId', { schema: Uuid }) entryId: string,
  ): Promise<EntryRequestDetail> {
    return this.requests.get(program.schoolId, id, entryId);
  }
}
