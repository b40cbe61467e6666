import { Body, Controller, Get, Param, Post, Put, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentMember, MaybeMember, MemberController, PortalSchool } from '../../identity/auth/decorators.js';
import { OptionalMemberGuard, type SignedInMember } from '../../identity/auth/member.guard.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Uuid } from '../../platform/http/validation.js';
import { LessonProgressView, MemberHome, PlayerCourse, PositionInput } from './learning.schemas.js';
import { PlayerService } from './player.service.js';
import { ProgressService } from './progress.service.js';

@ApiTags('Learning')
@Controller('api/portal/courses')
@UseGuards(OptionalMemberGuard)
export class CoursesController {
  constructor(private readonly player: PlayerService) {}

  @Get(':id')
  @ApiOperation({ summary: 'A course with the lessons that are open. Visitors see its previews' })
  @ApiOkResponse({ standardSchema: PlayerCourse })
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
  @ApiOkResponse({ standardSchema: MemberHome })
  home(@CurrentMember() member: SignedInMember): Promise<MemberHome> {
    return this.player.home(member.schoolId, member.contactId);
  }
}

@MemberController('lessons', 'Learning')
export class LessonsController {
  constructor(private readonly progress: ProgressService) {}

  @Post(':id/open')
  @ApiOperation({ summary: 'Records that a lesson was opened. The first one starts the course' })
  @AnswersNothing()
  open(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.progress.open(member, id);
  }

  @Post(':id/complete')
  @Answers(LessonProgressView)
  complete(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<LessonProgressView> {
    return this.progress.complete(member, id);
  }

  @Post(':id/uncomplete')
  @Answers(LessonProgressView)
  uncomplete(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<LessonProgressView> {
    return this.progress.uncomplete(member, id);
  }

  @Put(':id/position')
  @AnswersNothing()
  keepPosition(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: PositionInput }) body: PositionInput,
  ): Promise<void> {
    return this.progress.keepPosition(member, id, body.seconds);
  }
}
