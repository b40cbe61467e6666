import { Deferred } from './deferred';

/** Dialogs, drawers, menus, tooltips and messages: no page opens with one. */
export const overlays = new Deferred(() => import('./parts'));
