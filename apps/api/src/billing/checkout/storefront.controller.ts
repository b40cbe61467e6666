import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MaybeMember, PortalSchool } from '../../identity/auth/decorators.js';
import { OptionalMemberGuard, type SignedInMember } from '../../identity/auth/member.guard.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { UrlResponse } from '../../platform/http/schemas.js';
import { CheckoutReturnService } from './checkout-return.service.js';
import {
  type Buyer,
  CheckoutInput,
  type CheckoutState,
  CheckoutStateResponse,
  PortalPlanResponse,
  PortalPlansResponse,
  type PortalPlanView,
  PortalSchoolResponse,
  type PortalSchoolView,
} from './portal.schemas.js';
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
  @ApiOkResponse({ standardSchema: PortalSchoolResponse })
  school(@PortalSchool() schoolId: string): Promise<PortalSchoolView> {
    return this.storefront.school(schoolId);
  }

  @Get('plans')
  @ApiOkResponse({ standardSchema: PortalPlansResponse })
  plans(@PortalSchool() schoolId: string, @MaybeMember() member: SignedInMember | null): Promise<PortalPlanView[]> {
    return this.storefront.plans(schoolId, member?.contactId ?? null);
  }

  @Get('plans/:slug')
  @ApiOkResponse({ standardSchema: PortalPlanResponse })
  plan(
    @PortalSchool() schoolId: string,
    @Param('slug', { schema: Slug }) slug: string,
    @MaybeMember() member: SignedInMember | null,
    @FromBrowser() browser: Browser,
  ): Promise<PortalPlanView> {
    return this.storefront.plan(schoolId, slug, member?.contactId ?? null, browser);
  }

  @Post('plans/:slug/checkout')
  @HttpCode(200)
  @ApiOperation({ summary: 'Address of the payment page; a signed-in member need not name an address' })
  @ApiOkResponse({ standardSchema: UrlResponse })
  checkout(
    @PortalSchool() schoolId: string,
    @Param('slug', { schema: Slug }) slug: string,
    @Body({ schema: CheckoutInput }) body: Buyer,
    @MaybeMember() member: SignedInMember | null,
    @FromBrowser() browser: Browser,
  ): Promise<{ url: string }> {
    return this.purchases.start(schoolId, slug, body, member, browser);
  }

  @Post('checkout/:sessionId/return')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Comes back from the payment page: looks at Stripe once, and signs in the browser that bought. Repeating it changes nothing',
  })
  @ApiOkResponse({ standardSchema: CheckoutStateResponse })
  checkoutReturn(
    @PortalSchool() schoolId: string,
    @Param('sessionId', { schema: CheckoutSessionId }) sessionId: string,
    @MaybeMember() member: SignedInMember | null,
    @FromBrowser() browser: Browser,
  ): Promise<CheckoutState> {
    return this.returns.comeBack(schoolId, sessionId, member, browser);
  }

  @Get('checkout/:sessionId')
  @ApiOperation({ summary: 'Whether the membership of a purchase has started; only reads, and does not ask Stripe' })
  @ApiOkResponse({ standardSchema: CheckoutStateResponse })
  checkoutState(
    @PortalSchool() schoolId: string,
    @Param('sessionId', { schema: CheckoutSessionId }) sessionId: string,
    @MaybeMember() member: SignedInMember | null,
  ): Promise<CheckoutState> {
    return this.returns.state(schoolId, sessionId, member);
  }
}
