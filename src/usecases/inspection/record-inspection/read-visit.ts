import { type CivilDate, daysBetween } from '../../../domain/civil-date.js';
import type { InspectionRules } from '../../../domain/inspection-rule.js';
import { type Photo, parsePhotos } from '../../../domain/photo.js';
import { DomainError } from '../../../domain/refusal.js';
import { parseText } from '../../../domain/text.js';
import { type Area, type AreaKind, presenceProblems } from '../../../domain/visit.js';
import type { Unit } from '../../../store/door.js';
import type { NewInspection } from '../../../store/inspections.js';
import { runOne } from '../../../store/statement.js';
import { READ_VISIT_RULES, type VisitRules } from '../../../store/visit-rules.js';
import { actorOf, type Context } from '../../context.js';

/** Where the officers were, as the phone reports it. */
export interface AreaInput {
  readonly kind: AreaKind;
  readonly room?: string | null | undefined;
  readonly consentReference?: string | null | undefined;
  readonly certificateNumber?: string | null | undefined;
  readonly auxiliaryIds?: readonly string[] | null | undefined;
}

/** Something that was found. */
export interface FindingInput {
  readonly itemCode: string;
  readonly description?: string | null | undefined;
  /** Place of the area in the list of areas, from 0; the first one when absent. */
  readonly area?: number | null | undefined;
  readonly photos?: readonly Photo[] | null | undefined;
}

/** A visit as the phone reports it. */
export interface VisitInput {
  readonly secondOfficerId?: string | null | undefined;
  readonly otherOfficerIds?: readonly string[] | null | undefined;
  readonly recorderNumber?: string | null | undefined;
  /** The public area alone when absent. */
  readonly areas?: readonly AreaInput[] | null | undefined;
  readonly findings: readonly FindingInput[];
  readonly checkedItems?: readonly string[] | null | undefined;
  readonly photos?: readonly Photo[] | null | undefined;
  readonly note?: string | null | undefined;
}

export interface VisitedHouse {
  readonly id: string;
  readonly stationId: string;
  readonly gradeCode: string | null;
  readonly version: number;
  readonly registeredOn: CivilDate;
}

export interface Visit {
  readonly house: VisitedHouse;
  readonly inspectedOn: CivilDate;
  readonly rules: RulesOfDay;
  readonly stored: Omit<NewInspection, 'id' | 'hazards' | 'seenAgainIds'>;
  /** What speaks against it by the rules and the staff of today: not against one that is on record already. */
  readonly problems: readonly DomainError[];
}

type RulesOfDay = VisitRules & { readonly rules: InspectionRules };

const MOST_AREAS = 60;
const MOST_NAMED = 20;

/** Everything about a visit but its findings. Throws what can be said against its form. */
export async function readVisit(
  context: Context,
  unit: Unit,
  input: VisitInput,
  { house, inspectedOn }: Pick<Visit, 'house' | 'inspectedOn'>,
): Promise<Visit> {
  const { officerId, officeId } = actorOf(context);
  const areas = readAreas(input.areas);
  const otherOfficerIds = atMost(input.otherOfficerIds ?? [], MOST_NAMED, 'otherOfficerIds');
  const officerIds = [officerId, input.secondOfficerId ?? null, ...otherOfficerIds];
  const named = [...officerIds, ...areas.flatMap(({ auxiliaryIds }) => auxiliaryIds)];
  const found = await runOne(unit, READ_VISIT_RULES, [named, officeId, house.id, inspectedOn]);
  const rules = requireRules(context, found, inspectedOn);
  const recorderNumber = textIn(input.recorderNumber, 'recorderNumber', 100);
  const { people } = rules;
  const stored = {
    recordId: context.newId(),
    houseId: house.id,
    stationId: house.stationId,
    inspectedOn,
    officerId,
    secondOfficerId: input.secondOfficerId ?? '',
    otherOfficerIds,
    recorderNumber,
    note: textIn(input.note, 'note', 2000),
    checkedItems: readCheckedItems(input.checkedItems ?? [], rules),
    photos: parsePhotos(input.photos, ['input', 'photos']),
    areas,
    officeId,
  };
  const problems = presenceProblems({ officerIds, areas, recorderNumber, people }, rules.rules);
  return { house, inspectedOn, rules, stored, problems };
}

/** A visit of a day before there were rules, or of too long ago, is not recorded any more. */
function requireRules(context: Context, found: VisitRules, inspectedOn: CivilDate): RulesOfDay {
  const { rules } = found;
  const most = rules?.VISIT_RECORDED_WITHIN ?? 0;
  if (rules !== null && daysBetween(inspectedOn, context.today) <= most) return { ...found, rules };
  throw new DomainError('INVALID_DATE', {
    field: ['input', 'inspectedOn'],
    explanation: { zh: `检查应当在 ${most} 日内录入。`, en: `A visit is recorded within ${most} days.` },
    facts: { most },
  });
}

function readAreas(areas: readonly AreaInput[] | null | undefined): Area[] {
  const given = areas == null || areas.length === 0 ? [{ kind: 'PUBLIC_AREA' as const }] : areas;
  return atMost(given, MOST_AREAS, 'areas').map((area: AreaInput, at) => {
    const path = ['areas', String(at)];
    return {
      kind: area.kind,
      room: textIn(area.room, [...path, 'room'], 50),
      consentReference: textIn(area.consentReference, [...path, 'consentReference'], 100),
      certificateNumber: textIn(area.certificateNumber, [...path, 'certificateNumber'], 100),
      auxiliaryIds: atMost(area.auxiliaryIds ?? [], MOST_NAMED, [...path, 'auxiliaryIds']),
    };
  });
}

function readCheckedItems(codes: readonly string[], { items }: VisitRules): readonly string[] {
  const known = new Set(items.map(({ code }) => code));
  const unknown = codes.findIndex((code) => !known.has(code));
  if (unknown >= 0)
    throw new DomainError('UNKNOWN_CODE', { field: ['input', 'checkedItems', String(unknown)] });
  return [...new Set(codes)];
}

function textIn(
  text: string | null | undefined,
  path: string | readonly string[],
  max: number,
): string | null {
  return text ? parseText(text, { field: ['input', path].flat(), max }) : null;
}

function atMost<Item>(
  items: readonly Item[],
  most: number,
  path: string | readonly string[],
): readonly Item[] {
  if (items.length <= most) return items;
  throw new DomainError('TOO_MANY_ITEMS', { field: ['input', path].flat(), facts: { most } });
}
