import { type ErrorCode, FreshetError } from '@freshet/protocol';

/** What is captured. */
export type DeviceKind = 'camera' | 'microphone' | 'screen';

// W3C Media Capture and Streams, section 10.2, and Screen Capture, section 5.1.
const deviceCodes: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 1006003,
  SecurityError: 1006003,
  NotFoundError: 1006002,
  NotReadableError: 1006005,
  AbortError: 1006005,
};
const screenCodes: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 1103042,
  NotReadableError: 1006005,
  NotSupportedError: 1103043,
};

const nameOf = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');

/** What a browser's refusal to capture means. A screen that is refused was called off by its user. */
export function deviceError(error: unknown, kind: DeviceKind): FreshetError {
  if (error instanceof FreshetError) return error;
  const codes = kind === 'screen' ? screenCodes : deviceCodes;
  const code = codes[nameOf(error)] ?? 1006001;
  return new FreshetError(code, code === 1006001 ? `the ${kind} failed: ${nameOf(error)}` : undefined, {
    cause: error,
  });
}

/** Whether a device would do if less were asked of it. */
export const asksTooMuch = (error: unknown): boolean => nameOf(error) === 'OverconstrainedError';
