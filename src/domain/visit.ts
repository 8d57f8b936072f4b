import type { InspectionRules } from './inspection-rule.js';
import { DomainError } from './refusal.js';

/** Where officers were, and by which right (检查区域). */
export const AREA_KINDS = [
  'PUBLIC_AREA',
  'ROOM_WITH_CONSENT',
  'ROOM_WITH_CERTIFICATE',
  'ROOM_REFUSED',
] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

export interface Area {
  readonly kind: AreaKind;
  /** Which room; null for public areas. */
  readonly room: string | null;
  /** Where the tenant's consent is on record, such as the number of a signed sheet. */
  readonly consentReference: string | null;
  /** Number of the inspection certificate (检查证). */
  readonly certificateNumber: string | null;
  /** Auxiliaries who were there as well. */
  readonly auxiliaryIds: readonly string[];
}

/** Somebody of the station, as far as his part in a visit hangs on it. */
export interface Present {
  readonly id: string;
  readonly isOfficer: boolean;
  readonly isAuxiliary: boolean;
}

export interface VisitFacts {
  /** Who records the visit, the second officer (null where nobody is named), and further ones. */
  readonly officerIds: readonly (string | null)[];
  readonly areas: readonly Area[];
  /** Number of the body camera, which must have run when auxiliaries were there. */
  readonly recorderNumber: string | null;
  /** Those of the named who work at the station. */
  readonly people: readonly Present[];
}

export type PresenceRules = Pick<
  InspectionRules,
  'OFFICERS_PRESENT' | 'AUXILIARIES_IN_PUBLIC_AREA' | 'AUXILIARIES_IN_ROOMS'
>;

/**
 * What speaks against a visit as it was made: too few officers, a room entered without right, an auxiliary where none may be. A room that a
 * tenant kept closed is recorded as such and speaks against nobody: a tenant's refusal is not the landlord's fault.
 * Source: two officers, auxiliaries only assist in public areas and on record, dwellings need a certificate or consent [L].
 */
export function presenceProblems(visit: VisitFacts, rules: PresenceRules): DomainError[] {
  return [
    ...officerProblems(visit, rules),
    ...(visit.areas.every(({ kind }) => kind === 'ROOM_REFUSED')
      ? [new DomainError('NOTHING_INSPECTED', { field: ['input', 'areas'] })]
      : []),
    ...visit.areas.flatMap((area, at) => areaProblems(area, at, { visit, rules })),
    ...recorderProblems(visit),
  ];
}

function officerProblems({ officerIds, people }: VisitFacts, rules: PresenceRules): DomainError[] {
  const officers = new Set(people.filter(({ isOfficer }) => isOfficer).map(({ id }) => id));
  const areOfficers = officerIds.every((id) => id !== null && officers.has(id));
  const isEnough =
    new Set(officerIds).size === officerIds.length && officerIds.length >= rules.OFFICERS_PRESENT;
  if (areOfficers && isEnough) return [];
  return [
    new DomainError('SECOND_OFFICER_REQUIRED', {
      field: ['input', 'secondOfficerId'],
      facts: { required: rules.OFFICERS_PRESENT },
    }),
  ];
}

interface Around {
  readonly visit: VisitFacts;
  readonly rules: PresenceRules;
}

function areaProblems(area: Area, at: number, { visit, rules }: Around): DomainError[] {
  const field = ['input', 'areas', String(at)];
  const isPublic = area.kind === 'PUBLIC_AREA';
  const problems: DomainError[] = [];
  if (isPublic !== (area.room === null)) {
    problems.push(new DomainError('INVALID_TEXT', { field: [...field, 'room'] }));
  }
  const hasConsent = area.consentReference !== null;
  const hasCertificate = area.certificateNumber !== null;
  const wantsConsent = area.kind === 'ROOM_WITH_CONSENT';
  const wantsCertificate = area.kind === 'ROOM_WITH_CERTIFICATE';
  if (hasConsent !== wantsConsent || hasCertificate !== wantsCertificate) {
    problems.push(
      new DomainError('ENTRY_NOT_LAWFUL', {
        field: [...field, wantsCertificate ? 'certificateNumber' : 'consentReference'],
      }),
    );
  }
  const mayAssist = isPublic ? rules.AUXILIARIES_IN_PUBLIC_AREA : rules.AUXILIARIES_IN_ROOMS;
  const auxiliaries = new Set(visit.people.filter(({ isAuxiliary }) => isAuxiliary).map(({ id }) => id));
  const areAuxiliaries = area.auxiliaryIds.every((id) => auxiliaries.has(id));
  if (area.auxiliaryIds.length > 0 && (mayAssist === 0 || !areAuxiliaries)) {
    problems.push(new DomainError('AUXILIARY_NOT_ALLOWED', { field: [...field, 'auxiliaryIds'] }));
  }
  return problems;
}

function recorderProblems({ areas, recorderNumber }: VisitFacts): DomainError[] {
  const areAssisted = areas.some(({ auxiliaryIds }) => auxiliaryIds.length > 0);
  if (!areAssisted || recorderNumber !== null) return [];
  return [new DomainError('RECORDER_REQUIRED', { field: ['input', 'recorderNumber'] })];
}

/** What tells one hazard of a house from another. */
export interface HazardKey {
  readonly itemCode: string;
  readonly room: string | null;
}

/**
 * Parts findings into new hazards and those that are open already: the same item in the same room is one hazard, whoever found it first
 * and in whatever order the visits come in, and it keeps the term that the owner was told. Within one visit, too, it is found once.
 */
export function partFindings<Finding extends HazardKey, Open extends HazardKey>(
  findings: readonly Finding[],
  open: readonly Open[],
): { readonly fresh: Finding[]; readonly seenAgain: Open[] } {
  const known = new Map(open.map((hazard) => [keyOf(hazard), hazard]));
  const fresh = new Map<string, Finding>();
  const seenAgain = new Set<Open>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const hazard = known.get(key);
    if (hazard !== undefined) seenAgain.add(hazard);
    else if (!fresh.has(key)) fresh.set(key, finding);
  }
  return { fresh: [...fresh.values()], seenAgain: [...seenAgain] };
}

function keyOf({ itemCode, room }: HazardKey): string {
  return JSON.stringify([itemCode, room]);
}
