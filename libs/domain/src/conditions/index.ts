export * from './check.js';
export * from './comparable.js';
export * from './condition-problem.js';
export * from './dependencies.js';
export { describe as describeCondition } from './describe.js';
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
  type ValueType,
} from './operators.js';
