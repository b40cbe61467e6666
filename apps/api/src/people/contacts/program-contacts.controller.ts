import { Body, Delete, Get, Headers, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NeedsScope, type Program } from '../../identity/auth/api-key.guard.js';
import { CurrentProgram, ProgramController } from '../../identity/auth/decorators.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { Tag } from './contacts.schemas.js';
import {
  ProgramContact,
  ProgramContactDetail,
  type ProgramContactDetailView,
  ProgramContactInput,
  ProgramContactPage,
  ProgramContactQuery,
  ProgramContactStored,
  type ProgramContactStoredView,
  type ProgramContactView,
} from './program-contacts.schemas.js';
import { ProgramContactsService } from './program-contacts.service.js';

@ProgramController('contacts', 'Contacts')
export class ProgramContactsController {
  constructor(private readonly contacts: ProgramContactsService) {}

  @Get()
  @NeedsScope('contacts:read')
  @ApiOkResponse({ standardSchema: ProgramContactPage })
  list(
    @CurrentProgram() program: Program,
    @Query({ schema: ProgramContactQuery }) query: z.output<typeof ProgramContactQuery>,
  ): Promise<Page<ProgramContactView>> {
    return this.contacts.list(program, query);
  }

  @Post()
  @HttpCode(200)
  @NeedsScope('contacts:write')
  @ApiOperation({ summary: 'Makes the person of an address, or changes the fields that are given' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ standardSchema: ProgramContactStored })
  put(
    @CurrentProgram() program: Program,
    @Body({ schema: ProgramContactInput }) body: z.output<typeof ProgramContactInput>,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<ProgramContactStoredView> {
    return this.contacts.put(program, body, key);
  }

  @Get(':id')
  @NeedsScope('contacts:read')
  @ApiOperation({ summary: 'One person with access and memberships' })
  @ApiOkResponse({ standardSchema: ProgramContactDetail })
  get(@CurrentProgram() program: Program, @Param('id', { schema: Uuid }) id: string): Promise<ProgramContactDetailView> {
    return this.contacts.get(program, id);
  }

  @Put(':id/tags/:tag')
  @NeedsScope('contacts:write')
  @ApiOkResponse({ standardSchema: ProgramContact })
  addTag(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ProgramContactView> {
    return this.contacts.addTag(program, id, tag);
  }

  @Delete(':id/tags/:tag')
  @NeedsScope('contacts:write')
  @ApiOkResponse({ standardSchema: ProgramContact })
  removeTag(
    @CurrentProgram() program: Program,
    @Param('id', { schema: Uuid }) id: string,
    @Param('tag', { schema: Tag }) tag: string,
  ): Promise<ProgramContactView> {
    return this.contacts.removeTag(program, id, tag);
  }
}
