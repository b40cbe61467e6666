import { Column, type ColumnOptions, ForeignKey, PrimaryColumn } from 'typeorm';

/** Column in Postgres' `timestamptz`; a Date in TypeScript. */
export const Instant = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'timestamptz', ...options });

/** Time the row was written, by the database's wall clock. */
export const RecordedAt = (): PropertyDecorator =>
  Column({ type: 'timestamptz', default: () => 'now()', insert: false, update: false });

/** Primary key made by the database: uuidv7, so that keys sort by time and cannot be guessed. */
export const Id = (): PropertyDecorator => PrimaryColumn('uuid', { default: () => 'uuidv7()' });

/** The tenant. Filled by the database from the scope, so that no code path can name another school. */
export const SchoolId = (): PropertyDecorator => (target, key) => {
  Column({ type: 'uuid', default: () => 'app_school()', update: false })(target, key);
  ForeignKey('School')(target, key as string);
};

/** A text as conditions compare it (`comparable_text`), kept by a trigger. In byte order, so that its index also finds beginnings. */
export const ComparableText = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'text', collation: 'C', insert: false, update: false, select: false, ...options });

/** Reference to another row; removing the target is refused while this row exists. */
export const Reference =
  (entity: string, options: ColumnOptions = {}): PropertyDecorator =>
  (target, key) => {
    Column({ type: 'uuid', ...options })(target, key);
    ForeignKey(entity)(target, key as string);
  };
