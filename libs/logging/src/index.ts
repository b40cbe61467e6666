export { withoutAddresses } from './log-redaction.js';
export { createLogger, type Logger } from './logger.js';
export { currentRequest, onAccountOf, requestFields } from './request-scope.js';
