import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as fontkit from 'fontkit';

declare global {
  namespace PDFKit.Mixins {
    // pdfkit embeds a font that fontkit has already parsed; its published types do not say so.
    interface PDFFont {
      registerFont(name: string, source: fontkit.Font): this;
    }
  }
}

const files = {
  display: 'playfair-display/400Regular/PlayfairDisplay_400Regular.ttf',
  displayItalic: 'playfair-display/400Regular_Italic/PlayfairDisplay_400Regular_Italic.ttf',
  small: 'inter/400Regular/Inter_400Regular.ttf',
  smallMedium: 'inter/500Medium/Inter_500Medium.ttf',
  greek: 'noto-serif-display/400Regular/NotoSerifDisplay_400Regular.ttf',
  hebrew: 'frank-ruhl-libre/400Regular/FrankRuhlLibre_400Regular.ttf',
  arabic: 'amiri/400Regular/Amiri_400Regular.ttf',
  devanagari: 'noto-serif-devanagari/400Regular/NotoSerifDevanagari_400Regular.ttf',
  thai: 'noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  hangul: 'gowun-batang/400Regular/GowunBatang_400Regular.ttf',
  han: 'cactus-classical-serif/400Regular/CactusClassicalSerif_400Regular.ttf',
} as const;

/** A font file for certificates. */
export type FontName = keyof typeof files;
/** A typeface of the design. Other scripts use fallback fonts. */
export type Face = 'display' | 'displayItalic' | 'small' | 'smallMedium';

// Large files are last, so that they are read only for characters that no earlier font has.
const fallbacks: readonly FontName[] = ['greek', 'hebrew', 'arabic', 'devanagari', 'thai', 'hangul', 'han'];

/** Fonts to try for a face, in order. */
export const fontChain = (face: Face): readonly FontName[] => [
  face,
  ...(face === 'display' ? [] : (['display'] as const)),
  ...fallbacks,
];

const require = createRequire(import.meta.url);
const parsed = new Map<FontName, Promise<fontkit.Font>>();

/** A parsed font, cached per process, because parsing takes most of the time of a certificate. */
export function loadFont(name: FontName): Promise<fontkit.Font> {
  const known = parsed.get(name);
  if (known) return known;
  const loading = parse(name);
  parsed.set(name, loading);
  // A failed read, for example because of too many open files, may succeed later.
  loading.catch(() => parsed.delete(name));
  return loading;
}

async function parse(name: FontName): Promise<fontkit.Font> {
  const [family = '', ...path] = files[name].split('/');
  const folder = dirname(require.resolve(`@expo-google-fonts/${family}/package.json`));
  const font = fontkit.create(await readFile(join(folder, ...path)));
  if (!('layout' in font)) throw new Error(`${files[name]} holds more than one font`);
  return font;
}
