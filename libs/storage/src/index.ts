export { openStorage } from './open-storage.js';
export { pictureKey } from './picture-key.js';
export { FileMissingError, Storage } from './storage.js';
