/** A4 landscape in points, and the positions on it. */
export const page = { width: 841.89, height: 595.28, centre: 841.89 / 2 } as const;
/** Ink for text, and a softer one for what is secondary. */
export const ink = '#1d1d22';
export const softInk = '#62626b';

/** Two lines around the page, a stronger one outside and a hairline inside. */
export function drawBorder(doc: PDFKit.PDFDocument, colour: string): void {
  const frame = (inset: number, lineWidth: number) =>
    doc
      .lineWidth(lineWidth)
      .rect(inset, inset, page.width - 2 * inset, page.height - 2 * inset)
      .stroke(colour);
  frame(26, 1.4);
  frame(32.5, 0.45);
}

/** A short rule with a small diamond in its middle, the page's one ornament. */
export function drawOrnament(doc: PDFKit.PDFDocument, y: number, colour: string): void {
  const half = 70;
  const gap = 9;
  const size = 3.2;
  doc.lineWidth(0.6);
  doc
    .moveTo(page.centre - half, y)
    .lineTo(page.centre - gap, y)
    .stroke(colour);
  doc
    .moveTo(page.centre + gap, y)
    .lineTo(page.centre + half, y)
    .stroke(colour);
  doc.polygon([page.centre, y - size], [page.centre + size, y], [page.centre, y + size], [page.centre - size, y]).fill(colour);
}

/** A line under something, such as a signature. */
export function drawRule(doc: PDFKit.PDFDocument, x: number, y: number, width: number, colour: string): void {
  doc
    .lineWidth(0.6)
    .moveTo(x - width / 2, y)
    .lineTo(x + width / 2, y)
    .stroke(colour);
}
