/** Why a camera, microphone or screen cannot be had, named for what the host can do about it. */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'unplugged' | 'insecure' | 'noScreen' | 'failed';

const problems: ReadonlyMap<number, DeviceProblem> = new Map<number, DeviceProblem>([
  [1006003, 'denied'],
  [1006002, 'missing'],
  [1006005, 'busy'],
  [1006006, 'unplugged'],
  [1103053, 'insecure'],
  [1103043, 'noScreen'],
]);

/** The sharing of a screen that the host called off; nothing is wrong. */
const CANCELLED = 1103042;

/** The problem that a code of the error table means to a host, if it is one. */
export function deviceProblemOf(code: number): DeviceProblem | undefined {
  return code === CANCELLED ? undefined : (problems.get(code) ?? 'failed');
}
