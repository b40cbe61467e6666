import { create } from 'qrcode';

/** Draws a QR code as one vector path, so that it prints sharply at any size. */
export function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number, width: number, colour: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const unit = width / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      const start = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column += 1;
      doc.rect(x + start * unit, y + row * unit, (column - start + 1) * unit, unit);
    }
  }
  doc.fill(colour);
}
