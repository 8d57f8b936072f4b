/** What may be said of a failure in logs and in the queue: messages of drivers repeat values, which may be somebody's. */
export interface Failure {
  readonly error: string;
  /** Such as the SQLSTATE. */
  readonly code: string | null;
  readonly constraint: string | null;
  readonly frames: readonly string[];
}

const MOST_FRAMES = 12;

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { error: typeof error, code: null, constraint: null, frames: [] };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    code: typeof code === 'string' ? code : null,
    constraint: typeof constraint === 'string' ? constraint : null,
    frames: frames.slice(0, MOST_FRAMES).map((line) => line.trim()),
  };
}
