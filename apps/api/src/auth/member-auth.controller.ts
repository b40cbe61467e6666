import { Body, Controller, Delete, Get, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Browser, FromBrowser } from '../http/browser.js';
import {
  Credentials,
  LinkRequest,
  type LinkSignIn,
  LinkSignInResponse,
  LinkToken,
  type MemberMe,
  MemberMeResponse,
  MemberPassword,
  MemberProfile,
  type MemberSession,
  MemberSessionResponse,
} from './auth.schemas.js';
import { CurrentMember, ForMembers, ForProvenMembers, MaybeMember, PortalSchool } from './decorators.js';
import { OptionalMemberGuard, type SignedInMember } from './member.guard.js';
import { MemberAuthService } from './member-auth.service.js';

@ApiTags('Sign-in')
@Controller('api/portal')
export class MemberAuthController {
  constructor(private readonly auth: MemberAuthService) {}

  @Post('session')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: MemberMeResponse })
  signIn(
    @PortalSchool() schoolId: string,
    @Body({ schema: Credentials }) body: z.output<typeof Credentials>,
    @FromBrowser() browser: Browser,
  ): Promise<MemberMe> {
    return this.auth.signIn(schoolId, body, browser);
  }

  @Post('sign-in-link')
  @HttpCode(202)
  @ApiAcceptedResponse()
  requestLink(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkRequest }) body: z.output<typeof LinkRequest>,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.auth.requestLink(schoolId, body, browser);
  }

  @Post('session/token')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LinkSignInResponse })
  consumeToken(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkToken }) body: z.output<typeof LinkToken>,
    @FromBrowser() browser: Browser,
  ): Promise<LinkSignIn> {
    return this.auth.consumeToken(schoolId, body, browser);
  }

  @Get('session')
  @UseGuards(OptionalMemberGuard)
  @ApiOkResponse({ standardSchema: MemberSessionResponse })
  async session(@MaybeMember() member: SignedInMember | null): Promise<MemberSession> {
    return { member: member && (await this.auth.me(member)) };
  }

  @Delete('session')
  @HttpCode(204)
  @ApiNoContentResponse()
  signOut(@FromBrowser() browser: Browser): Promise<void> {
    return this.auth.signOut(browser);
  }

  @Get('me')
  @ForMembers()
  @ApiOkResponse({ standardSchema: MemberMeResponse })
  me(@CurrentMember() member: SignedInMember): Promise<MemberMe> {
    return this.auth.me(member);
  }

  @Put('me')
  @ForProvenMembers()
  @ApiOkResponse({ standardSchema: MemberMeResponse })
  updateProfile(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: MemberProfile }) body: z.output<typeof MemberProfile>,
  ): Promise<MemberMe> {
    return this.auth.updateProfile(member, body);
  }

  @Put('me/password')
  @HttpCode(204)
  @ForProvenMembers()
  @ApiNoContentResponse()
  setPassword(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: MemberPassword }) body: z.output<typeof MemberPassword>,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.auth.setPassword(member, body, browser);
  }
}
