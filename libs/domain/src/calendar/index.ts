export * from './days.js';
export * from './instant.js';
export * from './local-time.js';
export * from './months.js';
export * from './time-zone-schema.js';
export * from './windows.js';
export * from './zones.js';
