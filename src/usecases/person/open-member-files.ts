import type { Context } from '../context.js';
import { logAccess } from '../steps/log-access.js';

/**
 * Before records of the members of a household are shown beside what they did to its rating: without a stated purpose they are
 * left out, which tells less than a refusal would take away; with one the look into each file is logged. Returns whether they may be shown.
 */
export async function openMemberFiles(
  context: Context,
  memberIds: readonly string[],
  query: string,
): Promise<boolean> {
  if (memberIds.length === 0) return true;
  if (context.purpose === null) return false;
  return logAccess(context, query, [...new Set(memberIds)]);
}
