/** A picture's size and codec, such as `1280×720 · VP8`. Pixels. */
export function pictureText(width: number, height: number, codec: string): string {
  if (width === 0 || height === 0) return '—';
  return codec === '' ? `${width}×${height}` : `${width}×${height} · ${codec}`;
}

/** A rate, in kilobits per second. */
export function rateText(kbps: number): string {
  return kbps >= 1000 ? `${(kbps / 1000).toFixed(1)} Mbps` : `${Math.round(kbps)} kbps`;
}

/** Frames per second. */
export function framesText(fps: number): string {
  return `${Math.round(fps)} fps`;
}

/** A length of time in milliseconds. */
export function millisText(length: number): string {
  return `${Math.round(length)} ms`;
}

/** A share from 0 to 1. */
export function shareText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
