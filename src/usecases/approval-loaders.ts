import type DataLoader from 'dataloader';
import { type ApprovalItemRow, FIND_ITEMS } from '../store/approval-items.js';
import { FIND_MATTERS, type MatterRow } from '../store/approval-matters.js';
import { type CommitmentRow, COMMITMENTS_OF_MATTERS, FIND_COMMITMENTS } from '../store/commitments.js';
import { type CheckRow, type FeedbackRow, FIND_CHECKS, LIST_FEEDBACK } from '../store/credit-checks.js';
import type { Store } from '../store/door.js';
import type { Actor } from './actor.js';
import { manyEach, nothing, oneEach } from './batches.js';
import { type NoteLook, noteLookAtChecks } from './look-at-checks.js';

export type { ApprovalItemRow, CommitmentRow, MatterRow };

export interface ApprovalLoaders {
  /** Checks of the caller's own office, if he approves there; each look is in the access log before the answer leaves. */
  readonly check: DataLoader<string, CheckRow | null>;
  readonly feedbackOfCheck: DataLoader<string, FeedbackRow[]>;
  /** Of the caller's office; for oversight of every office inside its regions; for others there are none. */
  readonly matter: DataLoader<string, MatterRow | null>;
  readonly commitment: DataLoader<string, CommitmentRow | null>;
  /** Of matters that the caller has been shown. */
  readonly commitmentsOfMatter: DataLoader<string, CommitmentRow[]>;
  readonly approvalItem: DataLoader<string, ApprovalItemRow | null>;
}

export function makeApprovalLoaders(store: Store, actor: Actor | null, noteLook: NoteLook): ApprovalLoaders {
  const approves = actor?.roles.includes('APPROVAL_OFFICER') ?? false;
  const oversees = actor?.roles.includes('AUDITOR') ?? false;
  const ownOffice = approves ? (actor?.officeId ?? null) : null;
  const reach = [ownOffice, actor?.regionCodes ?? []];
  const byId = { cache: false };
  return {
    check: oneEach(
      async (ids) => {
        const rows = await store.run(FIND_CHECKS, [ids, ownOffice]);
        await noteLookAtChecks(rows, 'creditCheck', noteLook);
        return rows;
      },
      (row) => row.id,
    ),
    feedbackOfCheck: manyEach(
      (ids) => store.run(LIST_FEEDBACK, [ids]),
      (row) => row.checkId,
    ),
    matter:
      approves || oversees
        ? oneEach(
            (ids) => store.run(FIND_MATTERS, [ids, ...reach]),
            (row) => row.id,
            // A matter moves on by acts.
            byId,
          )
        : nothing(),
    commitment:
      approves || oversees
        ? oneEach(
            (ids) => store.run(FIND_COMMITMENTS, [ids, ...reach]),
            (row) => row.id,
            byId,
          )
        : nothing(),
    commitmentsOfMatter: manyEach(
      (ids) => store.run(COMMITMENTS_OF_MATTERS, [ids]),
      (row) => row.matterId,
    ),
    approvalItem: oneEach(
      (ids) => store.run(FIND_ITEMS, [ids]),
      (row) => row.id,
    ),
  };
}
