import { DomainError } from '../domain/refusal.js';
import { ID, parseGlobalId } from '../http/global-id.js';

const TYPE_BY_PREFIX: Readonly<Record<string, string>> = {
  [ID.enterprise]: 'Enterprise',
  [ID.lawFirm]: 'LawFirm',
  [ID.rentalHouse]: 'RentalHouse',
  [ID.person]: 'Person',
  [ID.household]: 'Household',
  [ID.inspection]: 'Inspection',
  [ID.hazard]: 'Hazard',
  [ID.transfer]: 'PenaltyTransfer',
  [ID.notice]: 'Notice',
  [ID.gradeChange]: 'GradeChange',
  [ID.objection]: 'TierObjection',
  [ID.report]: 'RectificationReport',
  [ID.draw]: 'Draw',
  [ID.check]: 'CreditCheck',
  [ID.answerChange]: 'AnswerChange',
  [ID.webhook]: 'Webhook',
  [ID.webhookDelivery]: 'WebhookDelivery',
  [ID.job]: 'Job',
  [ID.screening]: 'Screening',
  [ID.draft]: 'RuleDraft',
  [ID.standard]: 'Standard',
  [ID.team]: 'InspectionTeam',
  [ID.spotCheckVisit]: 'SpotCheckVisit',
  [ID.correction]: 'CorrectionOrder',
  [ID.listProposal]: 'ListProposal',
  [ID.inspector]: 'Inspector',
  [ID.inspectionObject]: 'InspectionObject',
  [ID.spotCheckPlan]: 'SpotCheckPlan',
  [ID.spotCheckTask]: 'SpotCheckTask',
  [ID.matter]: 'ApprovalMatter',
  [ID.commitment]: 'Commitment',
  [ID.listCase]: 'ListCase',
  [ID.listEntry]: 'ListEntry',
};

/** The type behind an entity, told by the kind in its global id. */
export function typeNameOf({ id }: { readonly id: string }): string | undefined {
  return TYPE_BY_PREFIX[id.slice(0, id.indexOf('_'))];
}

/** A well-formed id that nothing ever gets: what is no id of this kind is simply not found. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The uuid inside a global id of this kind. */
export function uuidIn(id: string, kind: string): string {
  return parseGlobalId(id, kind)?.uuid ?? NOBODY;
}

/** For ids that a whole request hangs on. Throws NOT_FOUND. */
export function uuidOrRefuse(id: string, kind: string, field: readonly string[]): string {
  const parsed = parseGlobalId(id, kind);
  if (parsed === null) throw new DomainError('NOT_FOUND', { field });
  return parsed.uuid;
}
