import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { getRepositoryToken } from '@nestjs/typeorm';
import { schoolRepository, Tenancy } from '@perennial/db';
import { DataSource, type ObjectLiteral } from 'typeorm';

type EntityClass = new () => ObjectLiteral;

@Module({})
class SchoolRepositoriesModule {}

/**
 * Replaces `TypeOrmModule.forFeature`: a module lists the entities whose repositories its providers inject with
 * `@InjectRepository`. The repositories take part in the school scope that is open when they are called, and throw outside one.
 */
export function schoolRepositories(entities: readonly EntityClass[]): DynamicModule {
  const providers = entities.map(
    (entity): Provider => ({
      provide: getRepositoryToken(entity),
      inject: [Tenancy, DataSource],
      useFactory: (tenancy: Tenancy, dataSource: DataSource) => schoolRepository(tenancy, dataSource, entity),
    }),
  );
  return { module: SchoolRepositoriesModule, providers, exports: providers };
}
