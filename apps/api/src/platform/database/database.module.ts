import {
  type DynamicModule,
  Injectable,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { assertSafeLogin, connect, createDataSource, Tenancy } from '@perennial/db';
import { StripeClients } from '@perennial/stripe';
import { DataSource } from 'typeorm';
import { ApiConfig } from './api-config.js';
import { Lookups } from './lookups.js';
import { servicesModule } from './services.module.js';

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

/** Shared by every feature: configuration, tenancy, time, events, access, Stripe clients. */
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
    Lookups,
  ];
  return { module: DatabaseModule, global: true, imports: [dataSource, servicesModule(config)], providers, exports: providers };
}
