import { Body, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader } from '@nestjs/swagger';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import { ProgramEventInput, ProgramEventResponse } from './program-events.schemas.js';
import { ProgramEventsService } from './program-events.service.js';

@ProgramController('events', 'Events')
export class ProgramEventsController {
  constructor(private readonly events: ProgramEventsService) {}

  @Post()
  @HttpCode(202)
  @NeedsScope('events:write')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse({ standardSchema: ProgramEventResponse })
  record(
    @CurrentProgram() program: Program,
    @Body({ schema: ProgramEventInput }) body: ProgramEventInput,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<{ id: string }> {
    return this.events.record(program, body, key);
  }
}
