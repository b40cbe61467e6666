import { Body, Controller, Get, Post, Put, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Answers, AnswersLater, AnswersNothing } from '../../platform/http/answers.js';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import { Credentials, Me, PasswordReset, StaffLinkRequest, StaffPassword, StaffSession } from './auth.schemas.js';
import { CurrentStaff, ForStaff, MaybeStaff } from './decorators.js';
import { MeService } from './me.service.js';
import { SignIns } from './sign-ins.js';
import { SignOutController } from './sign-out.controller.js';
import { OptionalStaffGuard, type SignedInStaff } from './staff.guard.js';
import { StaffAuthService } from './staff-auth.service.js';
import { StaffPasswords } from './staff-passwords.service.js';

@ApiTags('Sign-in')
@Controller('api/admin')
export class StaffAuthController extends SignOutController {
  constructor(
    signIns: SignIns,
    private readonly auth: StaffAuthService,
    private readonly meService: MeService,
    private readonly passwords: StaffPasswords,
  ) {
    super('staff', signIns);
  }

  @Post('session')
  @Answers(Me)
  signIn(@Body({ schema: Credentials }) body: Credentials, @FromBrowser() browser: Browser): Promise<Me> {
    return this.auth.signIn(body, browser);
  }

  @Get('session')
  @UseGuards(OptionalStaffGuard)
  @ApiOkResponse({ standardSchema: StaffSession })
  async session(@MaybeStaff() staff: SignedInStaff | null): Promise<StaffSession> {
    return { me: staff && (await this.meService.me(staff)) };
  }

  @Post('password-link')
  @AnswersLater()
  requestPasswordLink(
    @Body({ schema: StaffLinkRequest }) body: StaffLinkRequest,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.passwords.requestLink(body, browser);
  }

  @Post('password-reset')
  @Answers(Me)
  resetPassword(@Body({ schema: PasswordReset }) body: PasswordReset, @FromBrowser() browser: Browser): Promise<Me> {
    return this.passwords.reset(body, browser);
  }

  @Put('me/password')
  @ForStaff()
  @AnswersNothing()
  changePassword(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: StaffPassword }) body: StaffPassword,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.passwords.change(staff, body, browser);
  }

  @Get('me')
  @ForStaff()
  @ApiOkResponse({ standardSchema: Me })
  me(@CurrentStaff() staff: SignedInStaff): Promise<Me> {
    return this.meService.me(staff);
  }
}
