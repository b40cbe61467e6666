export {
  type CompiledCondition,
  type CompileOptions,
  compileCondition,
  followsTime,
  UncompilableConditionError,
} from './compile-condition.js';
