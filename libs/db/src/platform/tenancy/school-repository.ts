import { type DataSource, type EntityTarget, type ObjectLiteral, Repository } from 'typeorm';
import type { Tenancy } from './tenancy.js';

/**
 * A repository that can be kept for the lifetime of the process. Each call uses the transaction of the school scope that is
 * open at that time.
 *
 * @throws on any call outside {@link Tenancy.withSchool}, naming the entity
 */
export function schoolRepository<E extends ObjectLiteral>(
  tenancy: Tenancy,
  dataSource: DataSource,
  entity: EntityTarget<E>,
): Repository<E> {
  const repository = new Repository<E>(entity, dataSource.manager);
  // Every method of a repository uses `manager`, so this property decides which transaction it joins.
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
