export { createApi } from './app.js';
export { SchoolFounding } from './school/founding.service.js';
export { StripeConnectionService } from './stripe/connection.service.js';
