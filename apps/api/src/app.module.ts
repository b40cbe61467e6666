import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthModule } from './auth/auth.module.js';
import type { ApiConfig } from './database/api-config.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { SurfaceGuard } from './http/surfaces.js';

/** Composition root of the API. */
@Module({})
export class AppModule {
  static with(config: ApiConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [DatabaseModule.with(config), HealthModule, AuthModule],
      providers: [{ provide: APP_GUARD, useClass: SurfaceGuard }],
    };
  }
}
