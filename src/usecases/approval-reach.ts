import { actorOf, type Context, hasRole } from './context.js';

/** Whose matters a caller reads: those of his own office, or, for oversight (null), of every office inside his regions. */
export function approvalReach(
  context: Context,
): readonly [officeId: string | null, roots: readonly string[]] {
  const { officeId, regionCodes } = actorOf(context);
  return [hasRole(context, 'APPROVAL_OFFICER') ? officeId : null, regionCodes];
}
