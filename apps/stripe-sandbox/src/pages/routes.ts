import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.js';
import { answerChallenge, applyCode, payCheckout, showChallenge, showCheckout } from './checkout.js';
import { registerDashboard } from './dashboard.js';
import { answerIntentChallenge, payInvoice, showIntentChallenge, showInvoice } from './invoice.js';
import { invoicePdf, showReceipt } from './papers.js';
import { cancel, finishCard, resumePaused, saveCard, showCancel, showCard, showPortal, undoCancel } from './portal.js';
import { type PageAnswer, registerPage, type Visit } from './visit.js';

const pages: readonly ['GET' | 'POST', string, (visit: Visit) => Promise<PageAnswer | undefined>][] = [
  ['GET', '/c/pay/:id', showCheckout],
  ['POST', '/c/pay/:id', payCheckout],
  ['POST', '/c/pay/:id/code', applyCode],
  ['GET', '/c/pay/:id/3ds', showChallenge],
  ['POST', '/c/pay/:id/3ds', answerChallenge],
  ['GET', '/3ds/:id', showIntentChallenge],
  ['POST', '/3ds/:id', answerIntentChallenge],
  ['GET', '/i/:account/:id', showInvoice],
  ['POST', '/i/:account/:id', payInvoice],
  ['GET', '/i/:account/:id/pdf', invoicePdf],
  ['GET', '/receipts/:id', showReceipt],
  ['GET', '/p/session/:account/:secret', showPortal],
  ['GET', '/p/session/:account/:secret/card', showCard],
  ['POST', '/p/session/:account/:secret/card', saveCard],
  ['GET', '/p/session/:account/:secret/card/:intent', finishCard],
  ['GET', '/p/session/:account/:secret/cancel/:subscription', showCancel],
  ['POST', '/p/session/:account/:secret/cancel/:subscription', cancel],
  ['POST', '/p/session/:account/:secret/undo/:subscription', undoCancel],
  ['POST', '/p/session/:account/:secret/resume/:subscription', resumePaused],
];

/** Registers the hosted pages and the dashboard. */
export function registerPages(app: FastifyInstance, sandbox: Sandbox): void {
  for (const [method, url, visit] of pages) registerPage(app, sandbox, method, url, visit);
  registerDashboard(app, sandbox);
}
