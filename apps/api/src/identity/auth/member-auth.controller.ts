import { Body, Controller, Get, Post, Put, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, AnswersLater, AnswersNothing } from '../../platform/http/answers.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { AddressChanges } from './address-changes.service.js';
import { AddressProofs } from './address-proofs.service.js';
import { Announces } from './announced-changes.js';
import {
  AddressChange,
  Credentials,
  LinkCheck,
  LinkRequest,
  LinkSignIn,
  LinkToken,
  MailedProof,
  MemberMe,
  MemberPassword,
  MemberProfile,
  MemberSession,
  NewsChoice,
  ProofResult,
} from './auth.schemas.js';
import { CurrentMember, ForMembers, ForProvenMembers, MaybeMember, PortalSchool } from './decorators.js';
import { MailedLinks } from './mailed-links.service.js';
import { OptionalMemberGuard, type SignedInMember } from './member.guard.js';
import { MemberAuthService } from './member-auth.service.js';
import { MemberPasswords } from './member-passwords.service.js';
import { SignIns } from './sign-ins.js';
import { SignOutController } from './sign-out.controller.js';

@ApiTags('Sign-in')
@Controller('api/portal')
export class MemberAuthController extends SignOutController {
  constructor(
    signIns: SignIns,
    private readonly auth: MemberAuthService,
    private readonly links: MailedLinks,
    private readonly passwords: MemberPasswords,
    private readonly addresses: AddressChanges,
    private readonly proofs: AddressProofs,
  ) {
    super('member', signIns);
  }

  @Post('session')
  @Answers(MemberMe)
  signIn(
    @PortalSchool() schoolId: string,
    @Body({ schema: Credentials }) body: Credentials,
    @FromBrowser() browser: Browser,
  ): Promise<MemberMe> {
    return this.auth.signIn(schoolId, body, browser);
  }

  @Post('sign-in-link')
  @AnswersLater()
  requestLink(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkRequest }) body: LinkRequest,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.links.request(schoolId, body, browser);
  }

  @Post('session/token/check')
  @ApiOperation({ summary: 'The owner of a link’s token. Does not use up the token' })
  @Answers(LinkCheck)
  checkToken(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkToken }) body: LinkToken,
    @FromBrowser() browser: Browser,
  ): Promise<LinkCheck> {
    return this.links.check(schoolId, body, browser);
  }

  @Post('session/token')
  @Answers(LinkSignIn)
  consumeToken(
    @PortalSchool() schoolId: string,
    @Body({ schema: LinkToken }) body: LinkToken,
    @FromBrowser() browser: Browser,
  ): Promise<LinkSignIn> {
    return this.links.use(schoolId, body, browser);
  }

  @Get('session')
  @UseGuards(OptionalMemberGuard)
  @ApiOkResponse({ standardSchema: MemberSession })
  async session(@MaybeMember() member: SignedInMember | null): Promise<MemberSession> {
    return { member: member && (await this.auth.me(member)) };
  }

  @Post('session/proof')
  @UseGuards(OptionalMemberGuard)
  @ApiOperation({ summary: 'Confirms the member’s address in the browser that made the purchase' })
  @Answers(ProofResult)
  takeProof(
    @PortalSchool() schoolId: string,
    @MaybeMember() member: SignedInMember | null,
    @Body({ schema: MailedProof }) body: MailedProof,
    @FromBrowser() browser: Browser,
  ): Promise<ProofResult> {
    return this.proofs.take(schoolId, body, member, browser);
  }

  @Get('me')
  @ForMembers()
  @ApiOkResponse({ standardSchema: MemberMe })
  me(@CurrentMember() member: SignedInMember): Promise<MemberMe> {
    return this.auth.me(member);
  }

  @Put('me')
  @Announces('contacts')
  @ForProvenMembers()
  @ApiOkResponse({ standardSchema: MemberMe })
  updateProfile(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: MemberProfile }) body: MemberProfile,
  ): Promise<MemberMe> {
    return this.auth.updateProfile(member, body);
  }

  @Post('me/address')
  @ForProvenMembers()
  @ApiOperation({ summary: 'Emails a link to the member’s new address' })
  @AnswersLater()
  requestAddress(@CurrentMember() member: SignedInMember, @Body({ schema: AddressChange }) body: AddressChange): Promise<void> {
    return this.addresses.request(member, body);
  }

  @Post('me/address/confirm')
  @ForProvenMembers()
  @Answers(MemberMe)
  confirmAddress(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: LinkToken }) body: LinkToken,
    @FromBrowser() browser: Browser,
  ): Promise<MemberMe> {
    return this.addresses.confirm(member, body, browser);
  }

  @Put('me/news')
  @ForProvenMembers()
  @ApiOkResponse({ standardSchema: MemberMe })
  chooseNews(@CurrentMember() member: SignedInMember, @Body({ schema: NewsChoice }) body: NewsChoice): Promise<MemberMe> {
    return this.auth.chooseNews(member, body);
  }

  @Put('me/password')
  @ForProvenMembers()
  @AnswersNothing()
  setPassword(
    @CurrentMember() member: SignedInMember,
    @Body({ schema: MemberPassword }) body: MemberPassword,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.passwords.set(member, body, browser);
  }
}
