export { createApi } from './app.js';
export { apiLogger } from './http/logger.js';
export { SchoolFounding } from './school/founding.service.js';
export { StripeConnectionService } from './stripe/connection.service.js';
