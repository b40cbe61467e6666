import {
  type DynamicModule,
  Injectable,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { assertSafeLogin, connect, createDataSource, Tenancy } from '@perennial/db';
import { AccessService, Clocks, EventLog, MarketingConsents, OutboxNotifier } from '@perennial/services';
import { CallSecrets, ConnectionHealth, SecretBox, StripeClients, StripeEventStore } from '@perennial/stripe';
import { DataSource } from 'typeorm';
import { ApiConfig } from './api-config.js';
import { Lookups } from './lookups.js';

/** Opens the pool when the application starts, and refuses a login that could bypass row-level security. */
@Injectable()
class Pool implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stripe: StripeClients,
  ) {}

  async onModuleInit(): Promise<void> {
    await connect(this.dataSource, 'DATABASE_URL');
    await assertSafeLogin(this.dataSource);
  }

  /** The module that owns the data source destroys it after the hooks of its providers; see `extraProviders` below. */
  async onApplicationShutdown(): Promise<void> {
    await this.stripe.noted();
  }
}

@Module({})
class DatabaseModule {}

/** What every feature stands on: configuration, tenancy, time, events, access, Stripe clients. */
export function databaseModule(config: ApiConfig): DynamicModule {
  const dataSource = TypeOrmModule.forRootAsync({
    // The description of the API is generated without a database, so `Pool` connects when the application starts.
    useFactory: () => ({ type: 'postgres', manualInitialization: true }),
    dataSourceFactory: async () =>
      createDataSource({ url: config.env.DATABASE_URL, poolSize: config.env.DATABASE_POOL_SIZE, name: 'perennial-api' }),
    extraProviders: [Pool],
  });
  const providers: Provider[] = [
    { provide: ApiConfig, useValue: config },
    { provide: Tenancy, inject: [DataSource], useFactory: (dataSource: DataSource) => new Tenancy(dataSource) },
    {
      provide: EventLog,
      inject: [Tenancy, DataSource],
      useFactory: (tenancy: Tenancy, dataSource: DataSource) => new EventLog(tenancy, new OutboxNotifier(dataSource)),
    },
    { provide: Clocks, inject: [Tenancy], useFactory: (tenancy: Tenancy) => new Clocks(tenancy) },
    {
      provide: AccessService,
      inject: [Tenancy, EventLog],
      useFactory: (tenancy: Tenancy, events: EventLog) => new AccessService(tenancy, events),
    },
    {
      provide: MarketingConsents,
      inject: [Tenancy, EventLog, Clocks],
      useFactory: (tenancy: Tenancy, events: EventLog, clocks: Clocks) => new MarketingConsents(tenancy, events, clocks),
    },
    { provide: SecretBox, useFactory: () => new SecretBox(config.env.APP_SECRET) },
    {
      provide: CallSecrets,
      inject: [Tenancy, SecretBox],
      useFactory: (tenancy: Tenancy, secrets: SecretBox) => new CallSecrets(tenancy, secrets),
    },
    {
      provide: StripeClients,
      inject: [Tenancy, SecretBox, ConnectionHealth],
      useFactory: (tenancy: Tenancy, secrets: SecretBox, health: ConnectionHealth) =>
        new StripeClients(tenancy, secrets, config.env.STRIPE_API_BASE, health, (error) =>
          new Logger('Stripe').error(`the state of a connection could not be kept: ${String(error)}`),
        ),
    },
    {
      provide: ConnectionHealth,
      inject: [Tenancy, Clocks, EventLog],
      useFactory: (tenancy: Tenancy, clocks: Clocks, events: EventLog) => new ConnectionHealth(tenancy, clocks, events),
    },
    {
      provide: StripeEventStore,
      inject: [Tenancy, Clocks, EventLog],
      useFactory: (tenancy: Tenancy, clocks: Clocks, events: EventLog) => new StripeEventStore(tenancy, clocks, events),
    },
    Lookups,
  ];
  return { module: DatabaseModule, global: true, imports: [dataSource], providers, exports: providers };
}
