/** What an officer may do; given to officers in the register, never taken from a token. */
export const ROLES = {
  STATION_OFFICER: '派出所民警',
  MARKET_REGULATOR: '市场监管执法人员',
  APPROVAL_OFFICER: '审批人员',
  CREDIT_CLERK: '信用信息归集员',
  STANDARD_OFFICER: '评价标准管理人员',
  AUDITOR: '监督审计人员',
  INTEGRATOR: '系统对接方',
  AUXILIARY: '辅警',
  GRID_WORKER: '网格员',
  RESIDENT: '本人（房主、管理人）',
} as const;
export type Role = keyof typeof ROLES;

/** Person + office + roles + jurisdiction: everything that decides what a caller may see and do. */
export interface Actor {
  readonly officerId: string;
  readonly officerName: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly roles: readonly Role[];
  /** Roots of the region subtrees of the office (GB/T 2260 codes). */
  readonly regionCodes: readonly string[];
  readonly sectors: readonly string[];
  readonly approvalFields: readonly string[];
  /** Whoever signs in for himself: his own file. Null for officials. */
  readonly personId: string | null;
}

/** Whether somebody regulates a sector: by his own role, and by the sectors that his office is in charge of. */
export function regulates(actor: Actor | null, sector: string): boolean {
  return actor !== null && actor.roles.includes('MARKET_REGULATOR') && actor.sectors.includes(sector);
}

/**
 * Whether somebody may know the internal ratings of a sector, such as the credit risk class of an enterprise, and whatever
 * tells them: regulators of the sector, and oversight (不公开).
 */
export function seesInternalRatings(actor: Actor | null, sector: string): boolean {
  return regulates(actor, sector) || (actor?.roles.includes('AUDITOR') ?? false);
}

/** Stands among the sectors of an office that is in charge of the standards of all of them, such as the credit office. */
export const EVERY_SECTOR = '*';

/**
 * Whether somebody's office is in charge of a sector. Being in charge of all sectors does not open internal ones: those stay
 * with the offices that are named for them.
 */
export function isInChargeOf(actor: Actor | null, sector: string, isInternal: boolean): boolean {
  if (actor === null) return false;
  return actor.sectors.includes(sector) || (!isInternal && actor.sectors.includes(EVERY_SECTOR));
}
