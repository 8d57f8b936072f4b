import type { DraftRow } from '../../store/drafts.js';
import type { Context } from '../context.js';

export type { DraftRow };

/** A draft of a sector that the office is in charge of; any other answers null, as one that does not exist. */
export function findDraft({ loaders }: Context, draftId: string): Promise<DraftRow | null> {
  return loaders.draft.load(draftId);
}
