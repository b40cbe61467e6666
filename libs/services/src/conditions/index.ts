export {
  type CompiledCondition,
  type CompileOptions,
  compileCondition,
  UncompilableConditionError,
} from './compile-condition.js';
