import { Body, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { SegmentChange, SegmentDetailView, SegmentInput } from './segments.schemas.js';
import { SegmentsService } from './segments.service.js';

@AdminController('segments', 'Segments', 'segments')
export class SegmentsController {
  constructor(private readonly segments: SegmentsService) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @Answers(SegmentDetailView)
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: SegmentInput }) body: SegmentInput): Promise<SegmentDetailView> {
    return this.segments.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: SegmentDetailView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<SegmentDetailView> {
    return this.segments.get(staff.schoolId, id);
  }

  @Patch(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: SegmentDetailView })
  change(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: SegmentChange }) body: SegmentChange,
  ): Promise<SegmentDetailView> {
    return this.segments.change(staff.schoolId, id, body);
  }

  @Delete(':id')
  @OnlyFor('owner', 'admin')
  @AnswersNothing()
  remove(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.segments.remove(staff.schoolId, id);
  }
}
