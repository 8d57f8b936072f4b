import type { FastifyInstance } from 'fastify';

export interface Readiness {
  /** Rejects when the database cannot be asked. */
  ping(): Promise<void>;
  /** True from the moment the server was told to stop. */
  isStopping(): boolean;
}

const PING_MILLISECONDS = 2_000;

/**
 * `/health/live`: the process answers, so restarting it would not help. `/health/ready`: it can do its work now; a load
 * balancer sends nobody here while it answers 503.
 */
export function routeHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    if (readiness.isStopping()) return reply.code(503).send({ status: 'stopping' });
    const answers = await databaseAnswers(readiness);
    return reply.code(answers ? 200 : 503).send({ status: answers ? 'ready' : 'database away' });
  });
}

/** A database that hangs counts as away. */
async function databaseAnswers(readiness: Readiness): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PING_MILLISECONDS);
  });
  try {
    const answered = readiness.ping().then(
      () => true,
      () => false,
    );
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
