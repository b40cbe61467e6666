import { Body, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LessonContentInput } from '@perennial/domain/learning';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import { LessonContentsService } from './lesson-contents.service.js';
import { LessonContentChange, LessonContentView } from './outline.schemas.js';

@AdminController('products/:id/lessons', 'Courses', 'products')
export class CourseLessonsController {
  constructor(private readonly contents: LessonContentsService) {}

  @Post()
  @OnlyFor('owner', 'admin')
  @ApiOperation({ summary: 'Saves a lesson. It becomes part of the course when the outline contains its ID' })
  @ApiCreatedResponse({ standardSchema: LessonContentView })
  create(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: LessonContentInput }) body: LessonContentInput,
  ): Promise<LessonContentView> {
    return this.contents.create(staff.schoolId, id, body);
  }
}

@AdminController('lessons', 'Courses', 'lessons')
export class LessonContentsController {
  constructor(private readonly contents: LessonContentsService) {}

  @Get(':id')
  @ApiOkResponse({ standardSchema: LessonContentView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<LessonContentView> {
    return this.contents.get(staff.schoolId, id);
  }

  @Put(':id')
  @OnlyFor('owner', 'admin')
  @ApiOkResponse({ standardSchema: LessonContentView })
  save(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: LessonContentChange }) body: LessonContentChange,
  ): Promise<LessonContentView> {
    return this.contents.save(staff.schoolId, id, body);
  }
}
