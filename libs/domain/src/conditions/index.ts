export * from './check.js';
export * from './comparable.js';
export * from './condition-problem.js';
export {
  type ContactFieldFact,
  type ContactFieldKind,
  contactFieldKinds,
  contactFieldName,
  type KnownContactField,
} from './contact-fields.js';
export * from './dependencies.js';
export { describe as describeCondition, describeEvent } from './describe.js';
export * from './evaluate.js';
export * from './event-fields.js';
export * from './facts.js';
export * from './fields.js';
export * from './model.js';
export {
  type Expected,
  listOf,
  type Operand,
  type Operator,
  type OperatorOf,
  operatorNames,
  operators,
  operatorsFor,
  startOfDay,
  type ValueType,
} from './operators.js';
export * from './segments.js';
export { eitherOf, subjectOf } from './sentences.js';
export { mapTags } from './tag-references.js';
