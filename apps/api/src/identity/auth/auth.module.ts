import { Global, Module } from '@nestjs/common';
import { ApiKey, Contact, MemberAccount, School, Session, Staff, StripeConnection } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { Accounts } from './accounts.js';
import { AddressChanges } from './address-changes.service.js';
import { AddressProofs } from './address-proofs.service.js';
import { Credentials } from './credentials.js';
import { KnownDevices } from './known-devices.js';
import { MailedLinks } from './mailed-links.service.js';
import { MeService } from './me.service.js';
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

/** The guards are made once per controller's module, so their repositories are exported. */
const ofGuards = schoolRepositories([ApiKey, Staff]);

/** Global because the guards of every feature need sessions. */
@Global()
@Module({
  imports: [ofGuards, schoolRepositories([Contact, MemberAccount, School, Session, Staff, StripeConnection])],
  controllers: [StaffAuthController, MemberAuthController],
  providers: [
    Accounts,
    AddressChanges,
    AddressProofs,
    Credentials,
    KnownDevices,
    MailedLinks,
    MemberAuthService,
    MemberPasswords,
    MemberViews,
    MeService,
    Passwords,
    RateLimit,
    SessionEnds,
    Sessions,
    SignIns,
    StaffAuthService,
    StaffPasswords,
    StripeProfiles,
  ],
  exports: [
    ofGuards,
    Accounts,
    AddressChanges,
    StripeProfiles,
    Credentials,
    MemberAuthService,
    MemberPasswords,
    MeService,
    Passwords,
    RateLimit,
    Sessions,
  ],
})
export class AuthModule {}
