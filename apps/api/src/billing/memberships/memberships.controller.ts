import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentMember, MemberController } from '../../identity/auth/decorators.js';
import type { SignedInMember } from '../../identity/auth/member.guard.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { UrlResponse } from '../../platform/http/schemas.js';
import { Uuid } from '../../platform/http/validation.js';
import { MembershipActionsService } from './membership-actions.service.js';
import { CancelInput, MembershipResponse, MembershipsResponse, type MembershipView } from './memberships.schemas.js';

@MemberController('memberships', 'My memberships')
export class MembershipsController {
  constructor(private readonly memberships: MembershipActionsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: MembershipsResponse })
  list(@CurrentMember() member: SignedInMember): Promise<MembershipView[]> {
    return this.memberships.list(member);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: MembershipResponse })
  cancel(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: CancelInput.optional() }) body: z.output<typeof CancelInput> | undefined,
  ): Promise<MembershipView> {
    return this.memberships.cancel(member, id, body?.reason);
  }

  @Post(':id/undo-cancel')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: MembershipResponse })
  undoCancel(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView> {
    return this.memberships.undoCancel(member, id);
  }

  @Post(':id/card')
  @HttpCode(200)
  @ApiOperation({ summary: 'Address of Stripe’s page for another card' })
  @ApiOkResponse({ standardSchema: UrlResponse })
  card(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @FromBrowser() browser: Browser,
  ): Promise<{ url: string }> {
    return this.memberships.card(member, id, browser.surface.origin);
  }

  @Post(':id/card/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Back from Stripe’s page for another card: makes the newest card the one that is charged' })
  @ApiOkResponse({ standardSchema: MembershipResponse })
  confirmCard(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView> {
    return this.memberships.confirmCard(member, id);
  }

  @Post(':id/pay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Charges the open amount, with the newest card' })
  @ApiOkResponse({ standardSchema: MembershipResponse })
  pay(@CurrentMember() member: SignedInMember, @Param('id', { schema: Uuid }) id: string): Promise<MembershipView> {
    return this.memberships.payNow(member, id);
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Starts a paused membership; answers with Stripe’s card page until there is a card' })
  @ApiOkResponse({ standardSchema: UrlResponse })
  start(
    @CurrentMember() member: SignedInMember,
    @Param('id', { schema: Uuid }) id: string,
    @FromBrowser() browser: Browser,
  ): Promise<{ url: string }> {
    return this.memberships.start(member, id, browser.surface.origin);
  }
}
