import { Body, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentMember, MemberController } from '../../identity/auth/decorators.js';
import type { SignedInMember } from '../../identity/auth/member.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { UrlResponse } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { MembershipActionsService } from './membership-actions.service.js';
import { CancelInput, MembershipsResponse, MembershipView } from './memberships.schemas.js';

@MemberController('memberships', 'My memberships')
export class MembershipsController {
  constructor(private readonly memberships: MembershipActionsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: MembershipsResponse })
  list(@CurrentMember() member: SignedInMember): Promise<MembershipView[]> {
    return this.memberships.list(member);
  }

  @Post(':id/cancel')
  @Answers(MembershipView)
  cancel(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: CancelInput.optional() }) body: CancelInput | undefined,
  ): Promise<MembershipView> {
    return this.memberships.cancel(member, id, body?.reason);
  }

  @Post(':id/undo-cancel')
  @Answers(MembershipView)
  undoCancel(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView> {
    return this.memberships.undoCancel(member, id);
  }

  @Post(':id/card')
  @ApiOperation({ summary: 'URL of Stripe’s page for another card' })
  @Answers(UrlResponse)
  card(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @FromBrowser() browser: Browser,
  ): Promise<{ url: string }> {
    return this.memberships.card(member, id, browser.surface.origin);
  }

  @Post(':id/card/confirm')
  @ApiOperation({ summary: 'Completes the return from Stripe’s card page: the newest card becomes the one that is charged' })
  @Answers(MembershipView)
  confirmCard(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView> {
    return this.memberships.confirmCard(member, id);
  }

  @Post(':id/pay')
  @ApiOperation({ summary: 'Charges the open amount to the newest card' })
  @Answers(MembershipView)
  pay(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView> {
    return this.memberships.payNow(member, id);
  }

  @Post(':id/start')
  @ApiOperation({ summary: 'Starts a paused membership. Returns the URL of Stripe’s card page if there is no card' })
  @Answers(UrlResponse)
  start(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @FromBrowser() browser: Browser,
  ): Promise<{ url: string }> {
    return this.memberships.start(member, id, browser.surface.origin);
  }
}
