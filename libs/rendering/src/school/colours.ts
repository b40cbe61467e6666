type Rgb = readonly [number, number, number];

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
const print = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function luminance(hex: string): number {
  const linear = (part: number) => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const [red, green, blue] = parse(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast of two colours by WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** White or near-black, whichever has more contrast on this colour; white is preferred if its contrast is sufficient. */
export function readableOn(background: string): '#ffffff' | '#17171b' {
  return contrast(background, '#ffffff') >= 4.5 || contrast(background, '#ffffff') >= contrast(background, '#17171b')
    ? '#ffffff'
    : '#17171b';
}

/** The colour itself, or the nearest darker or lighter one of the same hue that can be read as text on the background. */
export function readableAs(colour: string, background: string): string {
  const { hue, saturation, lightness } = toHsl(parse(colour));
  const end = luminance(background) > 0.5 ? 0 : 1;
  for (let step = 0; step < 40; step += 1) {
    const lighter = lightness + ((end - lightness) * step) / 40;
    const candidate = step === 0 ? colour : print(toRgb(hue, saturation, lighter));
    if (contrast(candidate, background) >= 4.5) return candidate;
  }
  return end === 0 ? '#000000' : '#ffffff';
}

function toHsl(rgb: Rgb): { hue: number; saturation: number; lightness: number } {
  const [red, green, blue] = rgb.map((part) => part / 255) as [number, number, number];
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  const lightness = max - spread / 2;
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const turn =
    max === red ? ((green - blue) / spread + 6) % 6 : max === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return { hue: turn * 60, saturation: spread / (1 - Math.abs(2 * lightness - 1)), lightness };
}

function toRgb(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number) => {
    const turn = (offset + hue / 30) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)));
  };
  return [part(0), part(8), part(4)];
}
