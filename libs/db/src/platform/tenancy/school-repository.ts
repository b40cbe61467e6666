import { type DataSource, type EntityTarget, type ObjectLiteral, Repository } from 'typeorm';
import type { Tenancy } from './tenancy.js';

/**
 * A repository that can be kept for the life of the process: each call uses the transaction of the school scope that is open at that
 * moment.
 *
 * @throws on any call outside {@link Tenancy.withSchool}, naming the entity
 */
export function schoolRepository<E extends ObjectLiteral>(
  tenancy: Tenancy,
  dataSource: DataSource,
  entity: EntityTarget<E>,
): Repository<E> {
  const repository = new Repository<E>(entity, dataSource.manager);
  // Every method of a repository goes through `manager`, so this one property decides which transaction it takes part in.
  return Object.defineProperty(repository, 'manager', {
    get: () => {
      if (tenancy.isOpen) return tenancy.em;
      const name = typeof entity === 'function' ? entity.name : String(entity);
      throw new Error(
        `the repository of ${name} was used outside a school scope; call it inside tenancy.withSchool(schoolId, () => …)`,
      );
    },
  });
}
