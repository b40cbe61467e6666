import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** The first page of a PDF, drawn on a canvas of its own at the width it is shown, so that thin lines stay clear. */
export async function drawFirstPage(pdf: Blob, dots: number): Promise<HTMLCanvasElement> {
  const loading = getDocument({ data: new Uint8Array(await pdf.arrayBuffer()) });
  try {
    const page = await (await loading.promise).getPage(1);
    const viewport = page.getViewport({ scale: dots / page.getViewport({ scale: 1 }).width });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    await page.render({ canvas, viewport }).promise;
    return canvas;
  } finally {
    void loading.destroy();
  }
}
