import { Body, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { type OutlineChange, OutlineInput, OutlineResponse, type OutlineView } from './outline.schemas.js';
import { OutlineService } from './outline.service.js';

@AdminController('products', 'Courses')
export class OutlineController {
  constructor(private readonly outlines: OutlineService) {}

  @Get(':id/outline')
  @ApiOkResponse({ standardSchema: OutlineResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<OutlineView> {
    return this.outlines.get(staff.schoolId, id);
  }

  @Put(':id/outline')
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Replaces the structure; modules and lessons keep their ids, and what is left out is removed' })
  @ApiOkResponse({ standardSchema: OutlineResponse })
  replace(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: OutlineInput }) body: OutlineChange,
  ): Promise<OutlineView> {
    return this.outlines.replace(staff.schoolId, id, body);
  }
}
