import { Body, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { LessonContentsService } from './lesson-contents.service.js';
import { LessonContentChange, LessonContentInput, LessonContentResponse, type LessonContentView } from './outline.schemas.js';

@AdminController('products/:id/lessons', 'Courses')
export class CourseLessonsController {
  constructor(private readonly contents: LessonContentsService) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Writes a lesson; it becomes part of the course when the outline names its id' })
  @ApiCreatedResponse({ standardSchema: LessonContentResponse })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: LessonContentInput }) body: z.output<typeof LessonContentInput>,
  ): Promise<LessonContentView> {
    return this.contents.create(staff.schoolId, id, body);
  }
}

@AdminController('lessons', 'Courses')
export class LessonContentsController {
  constructor(private readonly contents: LessonContentsService) {}

  @Get(':id')
  @ApiOkResponse({ standardSchema: LessonContentResponse })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<LessonContentView> {
    return this.contents.get(staff.schoolId, id);
  }

  @Put(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: LessonContentResponse })
  save(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: LessonContentChange }) body: z.output<typeof LessonContentChange>,
  ): Promise<LessonContentView> {
    return this.contents.save(staff.schoolId, id, body);
  }
}
