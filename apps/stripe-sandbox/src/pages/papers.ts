import { moneyText } from '../engine/money.js';
import { dateText, html } from './html.js';
import { page } from './layout.js';
import type { PageAnswer, Visit } from './visit.js';

/** GET: an invoice as a PDF of one page. */
export async function invoicePdf(visit: Visit): Promise<PageAnswer | undefined> {
  const invoice = await visit.tx.find('invoice', visit.params.id ?? '');
  if (!invoice?.data.invoice_pdf || new URL(invoice.data.invoice_pdf).searchParams.get('s') !== visit.query.s) return undefined;
  const { data } = invoice;
  return {
    pdf: pdfOf([
      `Invoice ${data.number ?? ''}`,
      `${dateText(data.created)} - ${data.status ?? ''}`,
      `To ${data.customer_name ?? ''} ${data.customer_email ?? ''}`,
      '',
      ...data.lines.data.map((line) => `${line.description ?? ''}   ${moneyText(line.amount, data.currency)}`),
      '',
      `Total ${moneyText(data.total, data.currency)}`,
    ]),
  };
}

/** A one-page PDF of lines of text in a built-in font. */
export function pdfOf(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replaceAll('€', '\u0080').replaceAll(/[\\()]/g, '\\$&'));
  const content = `BT /F1 12 Tf 60 780 Td 20 TL ${escaped.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = Buffer.byteLength(text, 'latin1');
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = Buffer.byteLength(text, 'latin1');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** GET: the receipt of a charge. */
export async function showReceipt(visit: Visit): Promise<PageAnswer | undefined> {
  const charge = await visit.tx.find('charge', visit.params.id ?? '');
  if (!charge?.data.paid) return undefined;
  const { data } = charge;
  const card = data.payment_method_details?.card;
  const body = html`<main class="narrow"><section class="panel"><p class="soft">Receipt</p><p class="big">${moneyText(data.amount, data.currency)}</p><ul class="rows">
<li class="row"><span class="soft">Paid</span><span>${dateText(data.created)}</span></li><li class="row"><span class="soft">Card</span><span>${card?.brand} •••• ${card?.last4}</span></li>
${data.amount_refunded > 0 && html`<li class="row"><span class="soft">Refunded</span><span>${moneyText(data.amount_refunded, data.currency)}</span></li>`}</ul></section></main>`;
  return { html: page('Receipt', body) };
}
