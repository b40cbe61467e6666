import { Body, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiKeyInput } from '@perennial/domain/identity';
import { AnswersNothing } from '../../platform/http/answers.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { NeedsNoScope, type Program } from '../auth/api-key.guard.js';
import { AdminController, CurrentProgram, CurrentStaff, ProgramController } from '../auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../auth/staff.guard.js';
import { ApiKeyPage, type ApiKeyView, NewApiKeyView, OwnApiKey } from './api-keys.schemas.js';
import { ApiKeysService } from './api-keys.service.js';

@AdminController('api-keys', 'API keys', 'api-keys')
@OnlyFor('owner', 'admin')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ApiKeyPage })
  list(@CurrentStaff() staff: SignedInStaff): Promise<Page<ApiKeyView>> {
    return this.keys.list(staff.schoolId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: NewApiKeyView })
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: ApiKeyInput }) body: ApiKeyInput): Promise<NewApiKeyView> {
    return this.keys.create(staff.schoolId, body);
  }

  @Delete(':id')
  @AnswersNothing()
  revoke(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.keys.revoke(staff.schoolId, id);
  }
}

@ProgramController('api-key', 'API keys')
export class ProgramApiKeyController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @NeedsNoScope()
  @ApiOperation({ summary: 'The key of this request: its name, scopes and school' })
  @ApiOkResponse({ standardSchema: OwnApiKey })
  own(@CurrentProgram() program: Program): Promise<OwnApiKey> {
    return this.keys.own(program);
  }
}
