import { Body, Controller, Delete, Get, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { AddressChanges } from './address-changes.service.js';
import { AddressProofs } from './address-proofs.service.js';
import {
  AddressChange,
  Credentials,
  type LinkCheck,
  LinkCheckResponse,
  LinkRequest,
  type LinkSignIn,
  LinkSignInResponse,
  LinkToken,
  MailedProof,
  type MemberMe,
  MemberMeResponse,
  MemberPassword,
  MemberProfile,
  type MemberSession,
  MemberSessionResponse,
  NewsChoice,
  ProofResponse,
  type ProofResult,
} from './auth.schemas.js';
import { CurrentMember, ForMembers, ForProvenMembers, MaybeMember, PortalSchool } from './decorators.js';
import { MailedLinks } from './mailed-links.service.js';
import { OptionalMemberGuard, type SignedInMember } from './member.guard.js';
import { MemberAuthService } from './member-auth.service.js';
import { MemberPasswords } from './member-passwords.service.js';

@ApiTags('Sign-in')
@Controller('api/portal')
export class MemberAuthController {
  constructor(
    private readonly auth: MemberAuthService,
    private readonly links: MailedLinks,
    private readonly passwords: MemberPasswords,
    private readonly addresses: AddressChanges,
    private readonly proofs: AddressProofs,
  ) {}

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
    return this.links.request(schoolId, body, browser);
  }

  @Post('session/token/check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whose link a token is, without using it up' })
  @ApiOkResponse({ standardSchema: LinkCheckResponse })
  checkToken(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkToken }) body: z.output<typeof LinkToken>,
    @FromBrowser() browser: Browser,
  ): Promise<LinkCheck> {
    return this.links.check(schoolId, body, browser);
  }

  @Post('session/token')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: LinkSignInResponse })
  consumeToken(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkToken }) body: z.output<typeof LinkToken>,
    @FromBrowser() browser: Browser,
  ): Promise<LinkSignIn> {
    return this.links.use(schoolId, body, browser);
  }

  @Get('session')
  @UseGuards(OptionalMemberGuard)
  @ApiOkResponse({ standardSchema: MemberSessionResponse })
  async session(@MaybeMember() member: SignedInMember | null): Promise<MemberSession> {
    return { member: member && (await this.auth.me(member)) };
  }

  @Post('session/proof')
  @HttpCode(200)
  @UseGuards(OptionalMemberGuard)
  @ApiOperation({ summary: 'Proves the address of the member in the browser that made the purchase' })
  @ApiOkResponse({ standardSchema: ProofResponse })
  takeProof(
    @PortalSchool() schoolId: string,
    @MaybeMember() member: SignedInMember | null,
    @Body({ schema: MailedProof }) body: z.output<typeof MailedProof>,
    @FromBrowser() browser: Browser,
  ): Promise<ProofResult> {
    return this.proofs.take(schoolId, body, member, browser);
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

  @Post('me/address')
  @HttpCode(202)
  @ForProvenMembers()
  @ApiOperation({ summary: 'Mails a link to the address that the member wants to have' })
  @ApiAcceptedResponse()
  requestAddress(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: AddressChange }) body: z.output<typeof AddressChange>,
  ): Promise<void> {
    return this.addresses.request(member, body);
  }

  @Post('me/address/confirm')
  @HttpCode(200)
  @ForProvenMembers()
  @ApiOkResponse({ standardSchema: MemberMeResponse })
  confirmAddress(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: LinkToken }) body: z.output<typeof LinkToken>,
    @FromBrowser() browser: Browser,
  ): Promise<MemberMe> {
    return this.addresses.confirm(member, body, browser);
  }

  @Put('me/news')
  @ForProvenMembers()
  @ApiOkResponse({ standardSchema: MemberMeResponse })
  chooseNews(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: NewsChoice }) body: z.output<typeof NewsChoice>,
  ): Promise<MemberMe> {
    return this.auth.chooseNews(member, body);
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
    return this.passwords.set(member, body, browser);
  }
}
