import { actorOf, type Context } from '../context.js';

/** Notes that the actor of this request looked at these subjects by this query. */
export function logAccess(context: Context, query: string, subjectIds: readonly string[]): Promise<true> {
  const { officerId, officeId } = actorOf(context);
  const { purpose, matter } = context;
  return context.accessLog.note({ officerId, officeId, query, purpose, matter, subjectIds });
}
