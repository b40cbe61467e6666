type Rgb = readonly [number, number, number];

const read = (hex: string): Rgb => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  const part = (index: number) => Number.parseInt(match?.[index] ?? '66', 16);
  return [part(1), part(2), part(3)];
};

const write = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Relative luminance as WCAG defines it. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(read(one)), luminance(read(other))].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The nearest shade of a colour, towards black or white, that reaches a contrast with a background. */
export function legible(colour: string, background: string, least = 4.5): string {
  const target: Rgb = luminance(read(background)) > 0.4 ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share <= 1; share += 0.04) {
    const candidate = write(mix(read(colour), target, share));
    if (contrast(candidate, background) >= least) return candidate;
  }
  return write(target);
}

/** Ten shades around a brand colour. Index 7 always carries white text; index 3 is legible on a dark page. */
export function brandScale(brand: string): [string, string, string, string, string, string, string, string, string, string] {
  const solid = read(legible(brand, '#ffffff'));
  const white: Rgb = [255, 255, 255];
  const black: Rgb = [0, 0, 0];
  const tint = (share: number) => write(mix(solid, white, share));
  return [
    tint(0.93),
    tint(0.85),
    tint(0.7),
    legible(tint(0.55), '#181817'),
    tint(0.35),
    tint(0.2),
    write(solid),
    write(solid),
    write(mix(solid, black, 0.2)),
    write(mix(solid, black, 0.4)),
  ];
}
