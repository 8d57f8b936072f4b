import { actorOf, type Context } from '../context.js';

/** Why somebody looks at what is his own; nobody has to say so. */
export const OWN_PURPOSE = '本人查询';

/** Notes that the actor of this request looked at these subjects by this query. */
export function logAccess(
  context: Context,
  query: string,
  subjectIds: readonly string[],
  purpose: string | null = context.purpose,
): Promise<true> {
  const { officerId, officeId } = actorOf(context);
  const { matter } = context;
  return context.accessLog.note({ officerId, officeId, query, purpose, matter, subjectIds });
}
