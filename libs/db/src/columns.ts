import { Column, type ColumnOptions, ForeignKey, PrimaryColumn } from 'typeorm';

/** Column in Postgres' `timestamptz`; a Date in TypeScript. */
export const Instant = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'timestamptz', ...options });

/** Time the row was written, by the database's wall clock. */
export const RecordedAt = (): PropertyDecorator =>
  Column({ type: 'timestamptz', default: () => 'now()', insert: false, update: false });

/** Primary key made by the database: uuidv7, so that keys sort by time and cannot be guessed. */
export const Id = (): PropertyDecorator => PrimaryColumn('uuid', { default: () => 'uuidv7()' });

/** The tenant. The database fills it from the scope, so that code cannot set another school. */
export const SchoolId = (): PropertyDecorator => (target, key) => {
  Column({ type: 'uuid', default: () => 'app_school()', update: false })(target, key);
  ForeignKey('School')(target, key as string);
};

/**
 * The tenant of a row that is written for every event. Row-level security checks it, as everywhere. A foreign key would also read and
 * lock the row of the school each time.
 */
export const SchoolIdOnly = (): PropertyDecorator => Column({ type: 'uuid', default: () => 'app_school()', update: false });

/**
 * A text normalised for conditions (`comparable_text`), maintained by a trigger. It uses byte order, so that its index supports
 * prefixes.
 */
export const ComparableText = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'text', collation: 'C', insert: false, update: false, select: false, ...options });

/** Reference to another row. The target cannot be removed while this row exists. */
export const Reference =
  (entity: string, options: ColumnOptions = {}): PropertyDecorator =>
  (target, key) => {
    Column({ type: 'uuid', ...options })(target, key);
    ForeignKey(entity)(target, key as string);
  };
