import { Global, Module } from '@nestjs/common';
import { ApiKey, Contact, MemberAccount, School, Session, Staff, StripeConnection } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { AddressChanges } from './address-changes.service.js';
import { AddressProofs } from './address-proofs.service.js';
import { ApiKeys } from './api-keys.js';
import { Credentials } from './credentials.js';
import { KnownDevices } from './known-devices.js';
import { MailedLinks } from './mailed-links.service.js';
import { MeService } from './me.service.js';
import { MemberAccountsService } from './member-accounts.service.js';
import { MemberAuthController } from './member-auth.controller.js';
import { MemberAuthService } from './member-auth.service.js';
import { MemberPasswords } from './member-passwords.service.js';
import { MemberViews } from './member-views.js';
import { Passwords } from './passwords.js';
import { SessionEnds } from './session-ends.js';
import { Sessions } from './sessions.js';
import { SignIns } from './sign-ins.js';
import { StaffAuthController } from './staff-auth.controller.js';
import { StaffAuthService } from './staff-auth.service.js';
import { StaffPasswords } from './staff-passwords.service.js';
import { StripeProfiles } from './stripe-profiles.js';

/** Global because the guards of every feature need sessions. */
@Global()
@Module({
  imports: [schoolRepositories([ApiKey, Contact, MemberAccount, School, Session, Staff, StripeConnection])],
  controllers: [StaffAuthController, MemberAuthController],
  providers: [
    MemberAccountsService,
    AddressChanges,
    AddressProofs,
    ApiKeys,
    Credentials,
    KnownDevices,
    MailedLinks,
    MemberAuthService,
    MemberPasswords,
    MemberViews,
    MeService,
    Passwords,
    RateLimiter,
    SessionEnds,
    Sessions,
    SignIns,
    StaffAuthService,
    StaffPasswords,
    StripeProfiles,
  ],
  exports: [
    MemberAccountsService,
    AddressChanges,
    ApiKeys,
    StripeProfiles,
    Credentials,
    MemberAuthService,
    MemberPasswords,
    MeService,
    Passwords,
    RateLimiter,
    Sessions,
  ],
})
export class AuthModule {}
