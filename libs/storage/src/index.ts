export { openStorage } from './open-storage.js';
export { pictureKey } from './picture-key.js';
export { FileMissingError, type Storage } from './storage.js';
