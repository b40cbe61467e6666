import { Global, Module } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { KnownDevices } from './known-devices.js';
import { MeService } from './me.service.js';
import { MemberAuthController } from './member-auth.controller.js';
import { MemberAuthService } from './member-auth.service.js';
import { Passwords } from './passwords.js';
import { RateLimit } from './rate-limit.js';
import { Sessions } from './sessions.js';
import { SignIns } from './sign-ins.js';
import { StaffAuthController } from './staff-auth.controller.js';
import { StaffAuthService } from './staff-auth.service.js';

/** Global because the guards of every feature need sessions. */
@Global()
@Module({
  controllers: [StaffAuthController, MemberAuthController],
  providers: [Accounts, MemberAuthService, MeService, KnownDevices, Passwords, RateLimit, Sessions, SignIns, StaffAuthService],
  exports: [Accounts, MemberAuthService, MeService, Passwords, RateLimit, Sessions],
})
export class AuthModule {}
