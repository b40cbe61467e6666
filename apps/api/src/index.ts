export { createApi } from './app.js';
export { StripeConnectionService } from './billing/stripe/connection.service.js';
export { SchoolFounding } from './setup/founding.service.js';
