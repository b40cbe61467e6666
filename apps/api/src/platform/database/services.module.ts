import { type DynamicModule, type FactoryProvider, Logger, Module, type Type } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import {
  AccessService,
  AddressProof,
  CertificateRequests,
  ChangeNotifier,
  Clocks,
  ContactChanges,
  ContactDirectory,
  ContactFieldValues,
  ContactTags,
  CourseReader,
  Enrolments,
  EventLog,
  LessonReleases,
  MailFields,
  MarketingConsents,
  MemberAccounts,
  OutboxNotifier,
  SegmentMembers,
  UnsubscribeProof,
} from '@perennial/services';
import { openStorage, Storage } from '@perennial/storage';
import { CallSecrets, ConnectionHealth, SecretBox, StripeClients, StripeEventStore } from '@perennial/stripe';
import { DataSource } from 'typeorm';
import type { ApiConfig } from './api-config.js';

/** A provider of a class that does not know NestJS: the tokens are the classes of its constructor, in their order. */
const provided = <A extends unknown[], T>(
  type: new (...needs: A) => T,
  ...inject: { [I in keyof A]: Type<A[I]> }
): FactoryProvider<T> => ({ provide: type, inject, useFactory: (...needs: unknown[]) => new type(...(needs as A)) });

@Module({})
class ServicesModule {}

/**
 * The one place where classes of `libs/services` and `libs/stripe` become providers. Global, because every feature uses them.
 */
export function servicesModule({ env }: ApiConfig): DynamicModule {
  const providers = [
    { provide: Clocks, inject: [Tenancy], useFactory: (tenancy: Tenancy) => new Clocks(tenancy) },
    {
      provide: EventLog,
      inject: [Tenancy, DataSource, ChangeNotifier],
      useFactory: (tenancy: Tenancy, dataSource: DataSource, changes: ChangeNotifier) =>
        new EventLog(tenancy, new OutboxNotifier(dataSource), changes),
    },
    provided(ChangeNotifier, DataSource),
    { provide: AddressProof, useFactory: () => new AddressProof(env.APP_SECRET) },
    { provide: UnsubscribeProof, useFactory: () => new UnsubscribeProof(env.APP_SECRET) },
    { provide: SecretBox, useFactory: () => new SecretBox(env.APP_SECRET) },
    { provide: Storage, useFactory: () => openStorage(env.STORAGE_URL) },
    provided(AccessService, Tenancy, EventLog),
    provided(CallSecrets, Tenancy, SecretBox),
    provided(CertificateRequests, Tenancy, EventLog),
    provided(ConnectionHealth, Tenancy, Clocks, EventLog),
    provided(ContactChanges, Tenancy, EventLog, Clocks),
    provided(ContactDirectory, Tenancy, ContactChanges, MarketingConsents),
    provided(ContactFieldValues, Tenancy, EventLog),
    provided(ContactTags, Tenancy, EventLog),
    provided(CourseReader, Tenancy),
    provided(Enrolments, Tenancy, EventLog),
    provided(LessonReleases, Tenancy, Clocks),
    provided(MailFields, Tenancy),
    provided(MarketingConsents, Tenancy, EventLog, Clocks),
    provided(MemberAccounts, Tenancy, EventLog),
    provided(SegmentMembers, Tenancy, EventLog, Clocks),
    provided(StripeEventStore, Tenancy, Clocks, EventLog),
    {
      provide: StripeClients,
      inject: [Tenancy, SecretBox, ConnectionHealth],
      useFactory: (tenancy: Tenancy, secrets: SecretBox, health: ConnectionHealth) =>
        new StripeClients(tenancy, secrets, env.STRIPE_API_BASE, health, (error) =>
          new Logger('Stripe').error(`the state of a connection could not be kept: ${String(error)}`),
        ),
    },
  ];
  return { module: ServicesModule, global: true, providers, exports: providers };
}
