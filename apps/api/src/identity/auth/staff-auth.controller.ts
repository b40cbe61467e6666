import { Body, Controller, Delete, Get, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Browser, FromBrowser } from '../../platform/http/browser.js';
import {
  Credentials,
  type Me,
  MeResponse,
  PasswordReset,
  StaffLinkRequest,
  StaffPassword,
  type StaffSession,
  StaffSessionResponse,
} from './auth.schemas.js';
import { CurrentStaff, ForStaff, MaybeStaff } from './decorators.js';
import { MeService } from './me.service.js';
import { OptionalStaffGuard, type SignedInStaff } from './staff.guard.js';
import { StaffAuthService } from './staff-auth.service.js';
import { StaffPasswords } from './staff-passwords.service.js';

@ApiTags('Sign-in')
@Controller('api/admin')
export class StaffAuthController {
  constructor(
    private readonly auth: StaffAuthService,
    private readonly meService: MeService,
    private readonly passwords: StaffPasswords,
  ) {}

  @Post('session')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: MeResponse })
  signIn(@Body({ schema: Credentials }) body: z.output<typeof Credentials>, @FromBrowser() browser: Browser): Promise<Me> {
    return this.auth.signIn(body, browser);
  }

  @Get('session')
  @UseGuards(OptionalStaffGuard)
  @ApiOkResponse({ standardSchema: StaffSessionResponse })
  async session(@MaybeStaff() staff: SignedInStaff | null): Promise<StaffSession> {
    return { me: staff && (await this.meService.me(staff)) };
  }

  @Post('password-link')
  @HttpCode(202)
  @ApiAcceptedResponse()
  requestPasswordLink(
    @Body({ schema: StaffLinkRequest }) body: z.output<typeof StaffLinkRequest>,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.passwords.requestLink(body, browser);
  }

  @Post('password-reset')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: MeResponse })
  resetPassword(
    @Body({ schema: PasswordReset }) body: z.output<typeof PasswordReset>,
    @FromBrowser() browser: Browser,
  ): Promise<Me> {
    return this.passwords.reset(body, browser);
  }

  @Put('me/password')
  @HttpCode(204)
  @ForStaff()
  @ApiNoContentResponse()
  changePassword(
    @CurrentStaff() staff: SignedInStaff,
    @Body({ schema: StaffPassword }) body: z.output<typeof StaffPassword>,
    @FromBrowser() browser: Browser,
  ): Promise<void> {
    return this.passwords.change(staff, body, browser);
  }

  @Delete('session')
  @HttpCode(204)
  @ApiNoContentResponse()
  signOut(@FromBrowser() browser: Browser): Promise<void> {
    return this.auth.signOut(browser);
  }

  @Get('me')
  @ForStaff()
  @ApiOkResponse({ standardSchema: MeResponse })
  me(@CurrentStaff() staff: SignedInStaff): Promise<Me> {
    return this.meService.me(staff);
  }
}
