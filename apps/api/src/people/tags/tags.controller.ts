import { Body, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import { OnlyFor, type SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import type { Page } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { TagDetailView, TagInput, TagMerge, TagPage, TagQuery, type TagView } from './tags.schemas.js';
import { TagsService } from './tags.service.js';

@AdminController('tags', 'Tags', 'tags')
export class TagsController {
  constructor(private readonly tags: TagsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: TagPage })
  list(@CurrentStaff() staff: SignedInStaff, @Query({ schema: TagQuery }) query: TagQuery): Promise<Page<TagView>> {
    return this.tags.list(staff.schoolId, query);
  }

  @Post()
  @Answers(TagDetailView)
  create(@CurrentStaff() staff: SignedInStaff, @Body({ schema: TagInput }) body: TagInput): Promise<TagDetailView> {
    return this.tags.create(staff.schoolId, body);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: TagDetailView })
  get(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<TagDetailView> {
    return this.tags.get(staff.schoolId, id);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: TagDetailView })
  rename(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TagInput }) body: TagInput,
  ): Promise<TagDetailView> {
    return this.tags.rename(staff.schoolId, id, body);
  }

  @Post(':id/merge')
  @OnlyFor('owner', 'admin')
  @Answers(TagDetailView)
  merge(
    @CurrentStaff() staff: SignedInStaff,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TagMerge }) { intoId }: TagMerge,
  ): Promise<TagDetailView> {
    return this.tags.merge(staff.schoolId, id, intoId);
  }

  @Delete(':id')
  @OnlyFor('owner', 'admin')
  @AnswersNothing()
  remove(@CurrentStaff() staff: SignedInStaff, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.tags.remove(staff.schoolId, id);
  }
}
