/** The same certificate as one writes it with pdfkit: fonts from their files, the QR code as a picture. */
import { createHash } from 'node:crypto';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { packageOfPeer } from '../framework/packages.mjs';
import { serveWork } from '../framework/serve-work.mjs';
import { contentOf } from './content.mjs';

const { default: PDFDocument } = await packageOfPeer('pdfkit');
const { default: qrcode } = await packageOfPeer('qrcode');
const font = (/** @type {string} */ file) => inRoot('node_modules/@expo-google-fonts', file);
const display = font('playfair-display/400Regular/PlayfairDisplay_400Regular.ttf');
const small = font('inter/400Regular/Inter_400Regular.ttf');

serveWork(async (index) => {
  const { recipientName, courseTitle, serial, verifyUrl } = contentOf(index);
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 0 });
  /** @type {Buffer[]} */
  const chunks = [];
  doc.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.on('end', resolve));
  const centred = { width: 842, align: 'center' };
  doc.rect(24, 24, 794, 547).lineWidth(2).stroke('#7a4b2a');
  doc.font(display).fontSize(36).text('Certificate of completion', 0, 110, centred);
  doc.font(small).fontSize(14).text('This is to certify that', 0, 180, centred);
  doc.font(display).fontSize(40).text(recipientName, 0, 215, centred);
  doc.font(small).fontSize(14).text('has completed', 0, 285, centred);
  doc.font(display).fontSize(28).text(courseTitle, 0, 315, centred);
  doc.font(small).fontSize(11).text('Clay & Kiln, 28 January 2027', 0, 470, centred);
  doc.text(serial, 60, 520);
  doc.image(await qrcode.toBuffer(verifyUrl, { width: 300 }), 700, 440, { width: 90 });
  doc.end();
  await ended;
  createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
});
