import { Body, Delete, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Tag } from '@perennial/domain/people';
import { Announces } from '../../identity/auth/announced-changes.js';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import { Answers } from '../../platform/http/answers.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import {
  ProgramContactDetailView,
  ProgramContactInput,
  ProgramContactPage,
  ProgramContactQuery,
  ProgramContactStoredView,
  ProgramContactView,
} from './program-contacts.schemas.js';
import { ProgramContactsService } from './program-contacts.service.js';

@ProgramController('contacts', 'Contacts')
@Announces('contacts')
export class ProgramContactsController {
  constructor(private readonly contacts: ProgramContactsService) {}

  @Get()
  @NeedsScope('contacts:read')
  @ApiOkResponse({ standardSchema: ProgramContactPage })
  list(
    @CurrentProgram() program: Program,
    @Query({ schema: ProgramContactQuery }) query: ProgramContactQuery,
  ): Promise<Page<ProgramContactView>> {
    return this.contacts.list(program, query);
  }

  @Post()
  @NeedsScope('contacts:write')
  @ApiOperation({ summary: 'Creates the person with an address, or updates the given fields' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @Answers(ProgramContactStoredView)
  put(
    @CurrentProgram() program: Program,
    @Body({ schema: ProgramContactInput }) body: ProgramContactInput,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<ProgramContactStoredView> {
    return this.contacts.put(program, body, key);
  }

  @Get(':id')
  @NeedsScope('contacts:read')
  @ApiOperation({ summary: 'One person with access and memberships' })
  @ApiOkResponse({ standardSchema: ProgramContactDetailView })
  get(@CurrentProgram() program: Program, @Param('id', { schema: Uuid }) id: string): Promise<ProgramContactDetailView> {
    return this.contacts.get(program, id);
  }

  @Put(':id/tags/:tag')
  @NeedsScope('contacts:write')
  @ApiOkResponse({ standardSchema: ProgramContactView })
  addTag(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ProgramContactView> {
    return this.contacts.addTag(program, id, tag);
  }

  @Delete(':id/tags/:tag')
  @NeedsScope('contacts:write')
  @ApiOkResponse({ standardSchema: ProgramContactView })
  removeTag(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ProgramContactView> {
    return this.contacts.removeTag(program, id, tag);
  }
}
