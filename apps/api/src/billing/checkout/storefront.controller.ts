import { Body, Controller, Get, Param, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MaybeMember, PortalSchool } from '../../identity/auth/decorators.js';
import { OptionalMemberGuard, type SignedInMember } from '../../identity/auth/member.guard.js';
import { Answers } from '../../platform/http/answers.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { UrlResponse } from '../../platform/http/schemas.js';
import { CheckoutReturnService } from './checkout-return.service.js';
import { CheckoutInput, CheckoutState, PortalPlansResponse, PortalPlanView, PortalSchoolView } from './portal.schemas.js';
import { PurchaseService } from './purchase.service.js';
import { StorefrontService } from './storefront.service.js';

const Slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const CheckoutSessionId = z.string().regex(/^cs_\w{5,200}$/);

@ApiTags('Storefront')
@Controller('api/portal')
@UseGuards(OptionalMemberGuard)
export class StorefrontController {
  constructor(
    private readonly storefront: StorefrontService,
    private readonly purchases: PurchaseService,
    private readonly returns: CheckoutReturnService,
  ) {}

  @Get('school')
  @ApiOkResponse({ standardSchema: PortalSchoolView })
  school(@PortalSchool() schoolId: string): Promise<PortalSchoolView> {
    return this.storefront.school(schoolId);
  }

  @Get('plans')
  @ApiOkResponse({ standardSchema: PortalPlansResponse })
  plans(@PortalSchool() schoolId: string, @MaybeMember() member: SignedInMember | null): Promise<PortalPlanView[]> {
    return this.storefront.plans(schoolId, member?.contactId ?? null);
  }

  @Get('plans/:slug')
  @ApiOkResponse({ standardSchema: PortalPlanView })
  plan(
    @PortalSchool() schoolId: string,
    @Param('slug', { schema: Slug }) slug: string,
    @MaybeMember() member: SignedInMember | null,
    @FromBrowser() browser: Browser,
  ): Promise<PortalPlanView> {
    return this.storefront.plan(schoolId, slug, member?.contactId ?? null, browser);
  }

  @Post('plans/:slug/checkout')
  @ApiOperation({ summary: 'URL of the payment page. A signed-in member does not need to send an address' })
  @Answers(UrlResponse)
  checkout(
    @PortalSchool() schoolId: string,
    @Param('slug', { schema: Slug }) slug: string,
    @Body({ schema: CheckoutInput }) body: CheckoutInput,
    @MaybeMember() member: SignedInMember | null,
    @FromBrowser() browser: Browser,
  ): Promise<{ url: string }> {
    return this.purchases.start(schoolId, slug, body, member, browser);
  }

  @Post('checkout/:sessionId/return')
  @ApiOperation({
    summary: 'Completes the return from the payment page: checks Stripe once, and signs in the browser that bought. Idempotent',
  })
  @Answers(CheckoutState)
  checkoutReturn(
    @PortalSchool() schoolId: string,
    @Param('sessionId', { schema: CheckoutSessionId }) sessionId: string,
    @MaybeMember() member: SignedInMember | null,
    @FromBrowser() browser: Browser,
  ): Promise<CheckoutState> {
    return this.returns.comeBack(schoolId, sessionId, member, browser);
  }

  @Get('checkout/:sessionId')
  @ApiOperation({ summary: 'Whether the membership of a purchase has started. Only reads, without a call to Stripe' })
  @ApiOkResponse({ standardSchema: CheckoutState })
  checkoutState(
    @PortalSchool() schoolId: string,
    @Param('sessionId', { schema: CheckoutSessionId }) sessionId: string,
    @MaybeMember() member: SignedInMember | null,
  ): Promise<CheckoutState> {
    return this.returns.state(schoolId, sessionId, member);
  }
}
