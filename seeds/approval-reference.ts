import type { EntityManager } from '@mikro-orm/core';
import { ApprovalItem, ApprovalPaper, ApprovalRule } from '../src/store/tables/approval-matter.js';
import type { ApprovalItemEntry } from './approval-entries.js';
import { derivedId } from './derived-id.js';
import { readCatalogues } from './reference-files.js';

function approvalItemId({ code, validFrom }: Pick<ApprovalItemEntry, 'code' | 'validFrom'>): string {
  return derivedId(`approval item ${code}`, validFrom);
}

/** Items with their papers, and the terms; comes after the approval fields. */
export async function saveApprovals(em: EntityManager): Promise<void> {
  const { approvalItems: items, approvalRules } = readCatalogues();
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
    approvalRules.map(({ label, ...rule }) => ({
      ...rule,
      id: derivedId(`approval rule ${rule.code}`, rule.validFrom),
      labelZh: label.zh,
      labelEn: label.en,
    })),
  );
}
