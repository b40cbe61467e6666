import { Body, Controller, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentMember, MaybeMember, MemberController, PortalSchool } from '../../identity/auth/decorators.js';
import { OptionalMemberGuard, type SignedInMember } from '../../identity/auth/member.guard.js';
import { Uuid } from '../../platform/http/validation.js';
import {
  LessonProgressResponse,
  type LessonProgressView,
  type MemberHome,
  MemberHomeResponse,
  type PlayerCourse,
  PlayerCourseResponse,
  PositionInput,
} from './learning.schemas.js';
import { PlayerService } from './player.service.js';
import { ProgressService } from './progress.service.js';

@ApiTags('Learning')
@Controller('api/portal/courses')
@UseGuards(OptionalMemberGuard)
export class CoursesController {
  constructor(private readonly player: PlayerService) {}

  @Get(':id')
  @ApiOperation({ summary: 'A course with what is open of it; visitors see its previews' })
  @ApiOkResponse({ standardSchema: PlayerCourseResponse })
  course(
    @PortalSchool() schoolId: string,
    @Param('id', { schema: Uuid }) id: string,
    @MaybeMember() member: SignedInMember | null,
  ): Promise<PlayerCourse> {
    return this.player.course(schoolId, id, member?.contactId ?? null);
  }
}

@MemberController('home', 'Learning')
export class MemberHomeController {
  constructor(private readonly player: PlayerService) {}

  @Get()
  @ApiOkResponse({ standardSchema: MemberHomeResponse })
  home(@CurrentMember() member: SignedInMember): Promise<MemberHome> {
    return this.player.home(member.schoolId, member.contactId);
  }
}

@MemberController('lessons', 'Learning')
export class LessonsController {
  constructor(private readonly progress: ProgressService) {}

  @Post(':id/open')
  @HttpCode(204)
  @ApiOperation({ summary: 'The lesson is on the screen: the first one starts the course' })
  @ApiNoContentResponse()
  open(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.progress.open(member, id);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LessonProgressResponse })
  complete(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<LessonProgressView> {
    return this.progress.complete(member, id);
  }

  @Post(':id/uncomplete')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LessonProgressResponse })
  uncomplete(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<LessonProgressView> {
    return this.progress.uncomplete(member, id);
  }

  @Put(':id/position')
  @HttpCode(204)
  @ApiNoContentResponse()
  keepPosition(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PositionInput }) body: z.output<typeof PositionInput>,
  ): Promise<void> {
    return this.progress.keepPosition(member, id, body.seconds);
  }
}
