import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AutomationListModule } from './automation/automations/automation-list.js';
import { AutomationsModule } from './automation/automations/automations.module.js';
import { BuiltInEmailsModule } from './automation/built-in-emails/built-in-emails.module.js';
import { EventsModule } from './automation/events/events.module.js';
import { CheckoutModule } from './billing/checkout/checkout.module.js';
import { MembershipsModule } from './billing/memberships/memberships.module.js';
import { PlanListModule } from './billing/plans/plan-list.js';
import { PlansModule } from './billing/plans/plans.module.js';
import { StripeModule } from './billing/stripe/stripe.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { LiveModule } from './home/live/live.module.js';
import { LookupsModule } from './home/lookups/lookups.module.js';
import { HomeModule } from './home/overview/home.module.js';
import { PublicPagesModule } from './home/public-pages/public-pages.module.js';
import { SearchModule } from './home/search/search.module.js';
import { ApiKeysModule } from './identity/api-keys/api-keys.module.js';
import { AuthModule } from './identity/auth/auth.module.js';
import { RateGuard } from './identity/rate-limits/rate-guard.js';
import { LearningModule } from './learning/courses/learning.module.js';
import { ProductsModule } from './learning/products/products.module.js';
import { EmailModule } from './messaging/email/email.module.js';
import { EmailTemplateListModule } from './messaging/email/email-template-list.js';
import { UnsubscribeModule } from './messaging/unsubscribe/unsubscribe.module.js';
import { ContactFieldsModule } from './people/contact-fields/contact-fields.module.js';
import { ContactImportsModule } from './people/contact-imports/contact-imports.module.js';
import { ContactsModule } from './people/contacts/contacts.module.js';
import { SegmentListModule } from './people/segments/segment-list.js';
import { SegmentsModule } from './people/segments/segments.module.js';
import { TagsModule } from './people/tags/tags.module.js';
import { TimelineModule } from './people/timeline/timeline.module.js';
import type { ApiConfig } from './platform/database/api-config.js';
import { databaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { SurfaceGuard } from './platform/http/surfaces.js';
import { ClocksModule } from './school/clocks/clocks.module.js';
import { PicturesModule } from './school/pictures/pictures.module.js';
import { SchoolModule } from './school/settings/school.module.js';
import { SetupModule } from './setup/setup.module.js';

@Module({
  imports: [
    HealthModule,
    AuthModule,
    SchoolModule,
    PicturesModule,
    StripeModule,
    ProductsModule,
    PlansModule,
    PlanListModule,
    CheckoutModule,
    UnsubscribeModule,
    PublicPagesModule,
    BuiltInEmailsModule,
    SetupModule,
    LearningModule,
    CertificatesModule,
    MembershipsModule,
    ContactsModule,
    ContactFieldsModule,
    ContactImportsModule,
    SegmentsModule,
    SegmentListModule,
    TagsModule,
    TimelineModule,
    HomeModule,
    LiveModule,
    LookupsModule,
    SearchModule,
    ClocksModule,
    ApiKeysModule,
    EventsModule,
    EmailModule,
    EmailTemplateListModule,
    AutomationsModule,
    AutomationListModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: SurfaceGuard },
    { provide: APP_GUARD, useClass: RateGuard },
  ],
})
class AppModule {}

/** Composition root of the API. */
export const appModule = (config: ApiConfig): DynamicModule => ({ module: AppModule, imports: [databaseModule(config)] });
