import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CivilDate } from '../src/domain/civil-date.js';
import type { RuleUnit } from '../src/domain/inspection-rule.js';
import type { ObjectKind } from '../src/domain/spot-check-item.js';
import type { ItemCategory, SpotCheckLimit } from '../src/domain/spot-check-limit.js';
import type { DataCategory } from '../src/domain/evidence.js';
import { type LocalAddition, withAddition } from '../src/domain/local-addition.js';
import type { Label, RecordTypeEntry, Source, Standard } from '../src/domain/standard.js';
import type { Treatment } from '../src/domain/treatment.js';
import type { ListEntry, Measure } from '../src/domain/verdict.js';
import type { PublishedYear } from '../src/domain/working-days.js';
import { projectRoot } from '../src/project-root.js';
import type { ApprovalItemEntry, ApprovalRuleEntry } from './approval-entries.js';
import type { ListRuleEntry } from './list-rule.js';
import type { RegionEntry, RegionFile } from './region-file.js';
import type { DeliveryRuleEntry, FeedbackRuleEntry } from './telling-entries.js';

/** One file of `seeds/sectors/`: a published standard and the policy that follows its grades. */
export interface SectorFile {
  /** With everything taken over that it extends. */
  readonly standard: Standard;
  readonly treatments: readonly Treatment[];
  /** What the file itself adds to another standard; null where it is a standard of its own. */
  readonly addition: LocalAddition | null;
}

interface CodeListEntry {
  readonly code: string;
  readonly label: Label;
  readonly source: Source;
}

export interface CheckItemEntry extends CodeListEntry {
  readonly severity: 'ORDINARY' | 'MAJOR';
  readonly term: { readonly value: number; readonly unit: 'DAY' | 'WEEK' | 'WORKING_DAY' };
  /** What a finding leaves in the files of the owner and the manager. */
  readonly ownerRecordType?: string;
  readonly managerRecordType?: string;
}

/** A role in which people answer for a rental house, and the records that their conduct leaves. */
export interface HouseRoleEntry extends CodeListEntry {
  readonly code: 'OWNER' | 'MANAGER';
  readonly sector: string;
  readonly filedRecordType: string;
  readonly overdueRecordType: string;
  readonly penaltyRecordType: string;
}

/** Who punishes when a hazard of this item is not put right. */
export interface PenaltyAuthorityEntry {
  readonly itemCode: string;
  readonly organ: Label;
  readonly legalBasis: string;
  readonly source: Source;
}

/** A kind of rule about rental inspections with its bounds, and the value that holds everywhere from a day on. */
export interface InspectionRuleEntry extends CodeListEntry {
  readonly unit: RuleUnit;
  readonly least: number;
  readonly most: number;
  readonly value: number;
  readonly validFrom: CivilDate;
  readonly reason: string;
}

export interface ResultCodeEntry extends CodeListEntry {
  readonly recordType: string | null;
  readonly isMet: boolean;
  readonly isClean: boolean;
  readonly ordersCorrection: boolean;
  readonly proposesList?: string;
  readonly listBasis?: string;
  readonly sort: number;
}

export interface CarryOutRuleEntry extends CodeListEntry {
  readonly value: number;
  readonly unit: 'WORKING_DAY' | 'PERSONS';
  readonly validFrom: CivilDate;
  readonly reason: string;
}

export interface ReplacementReasonEntry extends CodeListEntry {
  readonly needsRecusal: boolean;
  readonly sort: number;
}

export interface SpotCheckPointEntry extends CodeListEntry {
  /** Absent: looked at where a draw names no items. */
  readonly itemCode?: string;
  readonly legalBasis: string;
  readonly sort: number;
}

/** What random inspections may look at; ratios in basis points. */
export interface InspectionItemEntry extends CodeListEntry {
  readonly category: ItemCategory;
  readonly legalBasis: string;
  readonly officeKinds: readonly string[];
  readonly specialty: string | null;
  readonly objectKind: ObjectKind;
  readonly highestRatio: number | null;
  readonly frequency: Label;
  readonly validFrom: CivilDate;
}

export interface SpotCheckLimitEntry extends CodeListEntry, SpotCheckLimit {
  readonly unit: 'TIMES' | 'MONTHS';
  readonly legalBasis: string;
}

export interface AlarmKindEntry extends CodeListEntry {
  readonly sort: number;
}

export interface ApprovalFieldEntry extends CodeListEntry {
  readonly sort: number;
}

export interface CreditListEntry extends CodeListEntry {
  readonly kind: ListEntry['kind'];
  readonly legalBasis: string;
  /** What an entry leaves in the credit file; absent: nothing. */
  readonly recordType?: string;
}

/** A measure has one ground: a list or a kind of record. */
export interface MeasureEntry extends CodeListEntry, Measure {
  readonly listCode?: string;
  readonly recordType?: string;
  readonly fieldCode: string;
  readonly appliedBy: string;
  /** Whom it is for; absent: the entity. */
  readonly target?: 'ENTITY' | 'RESPONSIBLE_PERSON';
  /** Absent: the public may read it. */
  readonly isPublic?: boolean;
  readonly validFrom: CivilDate;
}

export interface CheckPolicyEntry {
  readonly staleAfterDays: number;
  readonly receiptValidDays: number;
  readonly badRecordYears: number;
  readonly validFrom: CivilDate;
  readonly source: Source;
}

export type CalendarFile = Readonly<Record<string, PublishedYear & { readonly source: Source }>>;

const seedsFolder = join(projectRoot, 'seeds');

type SectorContent = (Standard | LocalAddition) & { $schema?: string; treatments: Treatment[] };

/** All versions of all sectors; parents come before what adds to them. */
export function readSectorFiles(): SectorFile[] {
  const contents = sectorFileNames().map((name) => {
    // The schema's path is for editors, and treatments are a policy of their own: neither belongs to the standard.
    const { $schema: _path, treatments, ...rules } = readSeed<SectorContent>(`sectors/${name}`);
    return { rules, treatments };
  });
  const standards = contents.flatMap(({ rules, treatments }): SectorFile[] =>
    isAddition(rules) ? [] : [{ standard: rules, treatments, addition: null }],
  );
  const additions = contents.flatMap(({ rules, treatments }): SectorFile[] => {
    if (!isAddition(rules)) return [];
    const { sector, version } = rules.extends;
    const parent = standards.find(
      ({ standard }) => standard.sector === sector && standard.version === version,
    );
    if (parent === undefined)
      throw new Error(`${rules.sector} extends ${sector} ${version}, which is not there.`);
    return [{ standard: withAddition(parent.standard, rules), treatments, addition: rules }];
  });
  return [...standards, ...additions];
}

/** A version of a sector, or its earliest. */
export function readSectorFile(sector: string, version?: string): SectorFile {
  const [file] = readSectorFiles()
    .filter(
      ({ standard }) => standard.sector === sector && (version ?? standard.version) === standard.version,
    )
    .sort((one, other) => (one.standard.inForceFrom < other.standard.inForceFrom ? -1 : 1));
  if (file === undefined) throw new Error(`No file in seeds/sectors holds the sector ${sector}.`);
  return file;
}

function isAddition(rules: Standard | LocalAddition): rules is LocalAddition {
  return !('bands' in rules);
}

export function readCatalogues() {
  return {
    recordTypes: readSeed<RecordTypeEntry[]>('reference/record-types.json'),
    dataCategories: readSeed<DataCategory[]>('reference/data-categories.json'),
    checkItems: readSeed<CheckItemEntry[]>('reference/check-items.json'),
    penaltyAuthorities: readSeed<PenaltyAuthorityEntry[]>('reference/penalty-authorities.json'),
    houseRoles: readSeed<HouseRoleEntry[]>('reference/house-roles.json'),
    inspectionRules: readSeed<InspectionRuleEntry[]>('reference/inspection-rules.json'),
    resultCodes: readSeed<ResultCodeEntry[]>('reference/result-codes.json'),
    carryOutRules: readSeed<CarryOutRuleEntry[]>('reference/carry-out-rules.json'),
    replacementReasons: readSeed<ReplacementReasonEntry[]>('reference/replacement-reasons.json'),
    spotCheckPoints: readSeed<SpotCheckPointEntry[]>('reference/spot-check-points.json'),
    inspectionSpecialties: readSeed<CodeListEntry[]>('reference/inspection-specialties.json'),
    inspectionItems: readSeed<InspectionItemEntry[]>('reference/inspection-items.json'),
    spotCheckLimits: readSeed<SpotCheckLimitEntry[]>('reference/spot-check-limits.json'),
    alarmKinds: readSeed<AlarmKindEntry[]>('reference/alarm-kinds.json'),
    approvalItems: readSeed<ApprovalItemEntry[]>('reference/approval-items.json'),
    approvalRules: readSeed<ApprovalRuleEntry[]>('reference/approval-rules.json'),
    approvalFields: readSeed<ApprovalFieldEntry[]>('reference/approval-fields.json'),
    creditLists: readSeed<CreditListEntry[]>('reference/credit-lists.json'),
    listRules: readSeed<ListRuleEntry[]>('reference/list-rules.json'),
    feedbackRules: readSeed<FeedbackRuleEntry[]>('reference/feedback-rules.json'),
    deliveryRules: readSeed<DeliveryRuleEntry[]>('reference/delivery-rules.json'),
    measures: readSeed<MeasureEntry[]>('reference/measures.json'),
    checkPolicies: readSeed<CheckPolicyEntry[]>('reference/check-policies.json'),
  };
}

export function readCalendar(): CalendarFile {
  return readSeed<{ years: CalendarFile }>('calendar.json').years;
}

/** Counties first, so that every region stands after the one it belongs to. */
export function readRegions(): RegionEntry[] {
  const { counties } = readSeed<RegionFile>('regions.json');
  const known = { syntheticCode: false };
  const towns = counties.flatMap((county) => (county.towns ?? []).map((town) => ({ ...town, county })));
  return [
    ...counties.map(({ code, name }) => ({
      code,
      name,
      level: 'COUNTY' as const,
      parentCode: null,
      ...known,
    })),
    ...towns.map(({ code, name, county }) => ({
      code,
      name,
      level: 'TOWN' as const,
      parentCode: county.code,
      ...known,
    })),
    ...towns.flatMap((town) =>
      town.villages.map((village) => ({ ...village, level: 'VILLAGE' as const, parentCode: town.code })),
    ),
  ];
}

/** Changes with any change of any reference file, so that an unchanged database can be left alone. */
export function referenceFingerprint(): string {
  const hash = createHash('sha256');
  for (const name of referenceFileNames()) hash.update(`${name}\n`).update(readText(name));
  return hash.digest('hex');
}

function referenceFileNames(): string[] {
  const catalogues = readdirSync(join(seedsFolder, 'reference')).filter((name) => name.endsWith('.json'));
  return [
    'calendar.json',
    'regions.json',
    ...sectorFileNames().map((name) => `sectors/${name}`),
    ...catalogues.sort().map((name) => `reference/${name}`),
  ];
}

function sectorFileNames(): string[] {
  return readdirSync(join(seedsFolder, 'sectors'))
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** The files are ours and held to their form by tests and by the tables they go into. */
export function readSeed<Content>(name: string): Content {
  return JSON.parse(readText(name)) as Content;
}

function readText(name: string): string {
  return readFileSync(join(seedsFolder, name), 'utf8');
}
