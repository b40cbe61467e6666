export { openStorage } from './open-storage.js';
export { FileMissingError, type Storage } from './storage.js';
