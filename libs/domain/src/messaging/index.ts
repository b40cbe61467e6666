export * from './built-in.js';
export * from './built-in-message.js';
export * from './contact-field-variables.js';
export * from './inline-html.js';
export { splitLiquid } from './liquid-ranges.js';
export * from './mail-variables.js';
export {
  decideMarketingEmail,
  describeEmailLimits,
  type EmailDecision,
  type EmailTurn,
  hasCaps,
  longestCountMs,
  nextAllowed,
  readEmailLimits,
} from './marketing-limits.js';
export * from './system.js';
export * from './template.js';
export * from './template-input.js';
export * from './variables.js';
