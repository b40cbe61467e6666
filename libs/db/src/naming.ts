import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `schoolId` as Postgres has it: `school_id`. */
export const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** `schoolId` in TypeScript is `school_id` in Postgres. */
export class SnakeCase extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]): string {
    return customName || snake([...prefixes, propertyName].join('_'));
  }
  override tableName(className: string, customName: string | undefined): string {
    return customName || snake(className);
  }
}
