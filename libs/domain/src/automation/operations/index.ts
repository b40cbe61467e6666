export { applyOperation } from './apply.js';
export { fragmentFromText, fragmentToText } from './clipboard.js';
export { legalTargets, refuseConnection } from './connect.js';
export { copyFragment } from './fragment.js';
export type { Fragment, Operation, OperationResult, PortRef, Position } from './operation.js';
