import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { AdminController, CurrentStaff } from '../auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../auth/staff.guard.js';
import { ApiKeyInput, ApiKeyPage, type ApiKeyView, NewApiKeyResponse, type NewApiKeyView } from './api-keys.schemas.js';
import { ApiKeysService } from './api-keys.service.js';

@AdminController('api-keys', 'API keys')
@OnlyFor('owner', 'admin')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @ApiOkResponse({ standardSchema: ApiKeyPage })
  list(@CurrentStaff() staff: SignedInStaff): Promise<Page<ApiKeyView>> {
    return this.keys.list(staff.schoolId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: NewApiKeyResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: ApiKeyInput }) body: z.output<typeof ApiKeyInput>,
  ): Promise<NewApiKeyView> {
    return this.keys.create(staff.schoolId, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  revoke(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.keys.revoke(staff.schoolId, id);
  }
}
