import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second for programs, whatever its own clock does: proc(5), `sysconf(_SC_CLK_TCK)`. */
const TICKS_PER_SECOND = 100;
/** Places of `utime` and `stime` behind the name of the program, in proc(5) fields 14 and 15. */
const UTIME = 11;
const STIME = 12;

/** Seconds of CPU that a process has used; `undefined` where it is gone, or where the system does not tell. */
export function cpuSeconds(pid: number): number | undefined {
  const line = readStat(pid);
  // The name may hold anything, brackets and spaces too; what follows the last bracket is numbers.
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  if (!fields) return undefined;
  const ticks = Number(fields[UTIME]) + Number(fields[STIME]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : undefined;
}

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}
