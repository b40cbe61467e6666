import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { ProgramContactPage, ProgramContactsQuery, type ProgramContactView } from '../contacts/program-contacts.schemas.js';
import { ProgramSegmentsService } from './program-segments.service.js';
import { ProgramSegmentPage, ProgramSegmentQuery, ProgramSegmentView } from './segments.schemas.js';

@ProgramController('segments', 'Segments')
export class ProgramSegmentsController {
  constructor(private readonly segments: ProgramSegmentsService) {}

  @Get()
  @NeedsScope('contacts:read')
  @ApiOkResponse({ standardSchema: ProgramSegmentPage })
  list(
    @CurrentProgram() program: Program,
    @Query({ schema: ProgramSegmentQuery }) query: ProgramSegmentQuery,
  ): Promise<Page<ProgramSegmentView>> {
    return this.segments.list(program, query);
  }

  @Get(':id')
  @NeedsScope('contacts:read')
  @ApiOkResponse({ standardSchema: ProgramSegmentView })
  get(@CurrentProgram() program: Program, @Param('id', { schema: Uuid }) id: string): Promise<ProgramSegmentView> {
    return this.segments.get(program, id);
  }

  @Get(':id/contacts')
  @NeedsScope('contacts:read')
  @ApiOperation({ summary: 'The people in a segment' })
  @ApiOkResponse({ standardSchema: ProgramContactPage })
  contacts(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: ProgramContactsQuery }) query: ProgramContactsQuery,
  ): Promise<Page<ProgramContactView>> {
    return this.segments.contacts(program, id, query);
  }
}
