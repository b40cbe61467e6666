export {
  type CompiledCondition,
  type CompileOptions,
  compileCondition,
  dependsOnTime,
  UncompilableConditionError,
} from './compile-condition.js';
