import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuthModule } from './auth/auth.module.js';
import { RateGuard, RefundInterceptor } from './auth/rate-guard.js';
import { AutomationsModule } from './automations/automations.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { ClocksModule } from './clocks/clocks.module.js';
import { ContactImportsModule } from './contact-imports/contact-imports.module.js';
import { ContactsModule } from './contacts/contacts.module.js';
import type { ApiConfig } from './database/api-config.js';
import { databaseModule } from './database/database.module.js';
import { EmailModule } from './email/email.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { HomeModule } from './home/home.module.js';
import { SurfaceGuard } from './http/surfaces.js';
import { LearningModule } from './learning/learning.module.js';
import { MembershipsModule } from './memberships/memberships.module.js';
import { PicturesModule } from './pictures/pictures.module.js';
import { PlansModule } from './plans/plans.module.js';
import { PortalModule } from './portal/portal.module.js';
import { ProductsModule } from './products/products.module.js';
import { SchoolModule } from './school/school.module.js';
import { SearchModule } from './search/search.module.js';
import { StripeModule } from './stripe/stripe.module.js';
import { TimelineModule } from './timeline/timeline.module.js';

@Module({
  imports: [
    HealthModule,
    AuthModule,
    SchoolModule,
    PicturesModule,
    StripeModule,
    ProductsModule,
    PlansModule,
    PortalModule,
    LearningModule,
    CertificatesModule,
    MembershipsModule,
    ContactsModule,
    ContactImportsModule,
    TimelineModule,
    HomeModule,
    SearchModule,
    ClocksModule,
    ApiKeysModule,
    EventsModule,
    EmailModule,
    AutomationsModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: SurfaceGuard },
    { provide: APP_GUARD, useClass: RateGuard },
    { provide: APP_INTERCEPTOR, useClass: RefundInterceptor },
  ],
})
class AppModule {}

/** Composition root of the API. */
export const appModule = (config: ApiConfig): DynamicModule => ({ module: AppModule, imports: [databaseModule(config)] });
