export { type DateMoment, dateMoments, daysAround } from './moments.js';
export { scheduledMoments } from './schedule.js';
export { type DatedTrigger, datedTriggersOf, type OnDate, type OnSchedule } from './triggers.js';
