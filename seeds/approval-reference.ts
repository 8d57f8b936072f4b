import type { EntityManager } from '@mikro-orm/core';
import type { ApprovalRuleCode, ClockKind } from '../src/domain/approval-matter.js';
import type { CivilDate } from '../src/domain/civil-date.js';
import type { CommitmentKind, ForbiddingReason } from '../src/domain/commitment-offer.js';
import type { PaperRule } from '../src/domain/commitment.js';
import type { Label } from '../src/domain/standard.js';
import { ApprovalItem, ApprovalPaper, ApprovalRule } from '../src/store/tables/approval-matter.js';
import { derivedId } from './derived-id.js';
import { type CodeListEntry, readSeed } from './reference-files.js';

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

export function readApprovalItems(): ApprovalItemEntry[] {
  return readSeed<ApprovalItemEntry[]>('reference/approval-items.json');
}

export function approvalItemId({ code, validFrom }: Pick<ApprovalItemEntry, 'code' | 'validFrom'>): string {
  return derivedId(`approval item ${code}`, validFrom);
}

/** Items with their papers, and the terms; comes after the approval fields. */
export async function saveApprovals(em: EntityManager): Promise<void> {
  const items = readApprovalItems();
  await em.upsertMany(
    ApprovalItem,
    items.map(({ papers: _papers, label, fieldCode, commitmentKinds, ...item }) => ({
      noCommitmentReason: null,
      noCommitmentBasis: null,
      validTo: null,
      ...item,
      id: approvalItemId(item),
      labelZh: label.zh,
      labelEn: label.en,
      field: fieldCode,
      commitmentKinds: [...commitmentKinds],
    })),
  );
  await em.upsertMany(
    ApprovalPaper,
    items.flatMap((item) =>
      item.papers.map(({ label, ...paper }, at) => ({
        ...paper,
        item: approvalItemId(item),
        labelZh: label.zh,
        labelEn: label.en,
        sort: at + 1,
      })),
    ),
  );
  await em.upsertMany(
    ApprovalRule,
    readSeed<ApprovalRuleEntry[]>('reference/approval-rules.json').map(({ label, ...rule }) => ({
      ...rule,
      id: derivedId(`approval rule ${rule.code}`, rule.validFrom),
      labelZh: label.zh,
      labelEn: label.en,
    })),
  );
}
