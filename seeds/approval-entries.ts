import type { ApprovalRuleCode, ClockKind } from '../src/domain/approval-matter.js';
import type { CivilDate } from '../src/domain/civil-date.js';
import type { CommitmentKind, ForbiddingReason } from '../src/domain/commitment-offer.js';
import type { PaperRule } from '../src/domain/commitment.js';
import type { Label, Source } from '../src/domain/standard.js';

interface CodeListEntry {
  readonly code: string;
  readonly label: Label;
  readonly source: Source;
}

interface PaperEntry extends PaperRule {
  readonly label: Label;
}

export interface ApprovalItemEntry extends CodeListEntry {
  readonly fieldCode: string;
  readonly clock: ClockKind;
  readonly needsCheck: boolean;
  readonly concernsSafety: boolean;
  readonly commitmentKinds: readonly CommitmentKind[];
  readonly noCommitmentReason?: ForbiddingReason;
  readonly noCommitmentBasis?: string;
  readonly legalBasis: string;
  readonly papers: readonly PaperEntry[];
  readonly validFrom: CivilDate;
  readonly validTo?: CivilDate;
  readonly sort: number;
}

export interface ApprovalRuleEntry extends CodeListEntry {
  readonly code: ApprovalRuleCode;
  readonly value: number;
  readonly unit: 'WORKING_DAY' | 'DAY' | 'MONTH';
  readonly validFrom: CivilDate;
  readonly reason: string;
}
