import { Body, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { OutlineChange, OutlineView } from './outline.schemas.js';
import { OutlineService } from './outline.service.js';

@AdminController('products', 'Courses', 'products')
export class OutlineController {
  constructor(private readonly outlines: OutlineService) {}

  @Get(':id/outline')
  @ApiOkResponse({ standardSchema: OutlineView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<OutlineView> {
    return this.outlines.get(staff.schoolId, id);
  }

  @Put(':id/outline')
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Replaces the structure. Modules and lessons keep their IDs; omitted ones are removed' })
  @ApiOkResponse({ standardSchema: OutlineView })
  replace(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: OutlineChange }) body: OutlineChange,
  ): Promise<OutlineView> {
    return this.outlines.replace(staff.schoolId, id, body);
  }
}
