import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const KIBIBYTES_PER_MEBIBYTE = 1024;

/** Processor time of a process since it started, in seconds; null where the system does not tell. */
export function cpuSeconds(pid: number): number | null {
  const fields = statOf(pid);
  return fields === null ? null : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Processor time that the whole machine has spent since it started, in seconds; null where the system does not tell. */
export function cpuSecondsOfMachine(): number | null {
  try {
    const [, user, nice, system, , , interrupts, softInterrupts] = readFileSync('/proc/stat', 'utf8').split(
      /\s+/,
    );
    const ticks = [user, nice, system, interrupts, softInterrupts].reduce(
      (sum, field) => sum + Number(field),
      0,
    );
    return ticks / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** The same for a process with all children that it has or had. */
export function cpuSecondsOfFamily(pid: number): number | null {
  const own = statOf(pid);
  if (own === null) return null;
  const gone = (Number(own[13]) + Number(own[14])) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce(
    (sum, child) => sum + (cpuSeconds(child) ?? 0),
    gone + (cpuSeconds(pid) ?? 0),
  );
}

/** 0 where the system does not tell. */
export function parentOf(pid: number): number {
  return Number(statOf(pid)?.[1] ?? 0);
}

/** Memory that a process holds, in MiB. */
export function memoryMebibytes(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / KIBIBYTES_PER_MEBIBYTE;
  } catch {
    return null;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => parentOf(other) === pid);
}

/** Fields of `/proc/<pid>/stat` from the state on: the name before it may hold anything, even a bracket. */
function statOf(pid: number): string[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
