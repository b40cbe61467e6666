export * from './built-in.js';
export * from './built-in-message.js';
export * from './inline-html.js';
export { splitLiquid } from './liquid-ranges.js';
export * from './mail-variables.js';
export * from './system.js';
export * from './template.js';
export * from './variables.js';
