import { HAZARD_RECORD, hazardTerm } from '../../../domain/hazard.js';
import { type Photo, parsePhotos } from '../../../domain/photo.js';
import { DomainError } from '../../../domain/refusal.js';
import { parseToldText } from '../../../domain/text.js';
import { partFindings } from '../../../domain/visit.js';
import type { CheckItem } from '../../../store/hazards.js';
import type { NewHazard } from '../../../store/inspections.js';
import type { Context } from '../../context.js';
import type { FindingInput, Visit } from './read-visit.js';

/** What the findings of a visit come to. */
export interface Findings {
  readonly fresh: readonly NewHazard[];
  /** Hazards that were open already. */
  readonly seenAgainIds: readonly string[];
}

interface Found {
  readonly item: CheckItem;
  readonly itemCode: string;
  readonly room: string | null;
  readonly description: string | null;
  readonly photos: readonly Photo[];
}

const MOST_FINDINGS = 50;

/** New hazards with their terms, and those that were open already. Nothing is found where nobody could go in. */
export function readFindings(context: Context, findings: readonly FindingInput[], visit: Visit): Findings {
  if (findings.length > MOST_FINDINGS) {
    throw new DomainError('TOO_MANY_ITEMS', { field: ['input', 'findings'], facts: { most: MOST_FINDINGS } });
  }
  const found = findings.map((finding, at) => readFinding(finding, at, visit));
  const { fresh, seenAgain } = partFindings(found, visit.rules.open);
  return {
    fresh: fresh.map((one) => hazardOf(context, one, visit)),
    seenAgainIds: seenAgain.map(({ id }) => id),
  };
}

function readFinding(finding: FindingInput, index: number, { rules, stored }: Visit): Found {
  const at = ['input', 'findings', String(index)];
  const { itemCode, description } = finding;
  const item = rules.items.find(({ code }) => code === itemCode);
  if (item === undefined) throw new DomainError('UNKNOWN_CODE', { field: [...at, 'itemCode'] });
  const area = stored.areas[finding.area ?? 0];
  if (area === undefined) throw new DomainError('UNKNOWN_CODE', { field: [...at, 'area'] });
  if (area.kind === 'ROOM_REFUSED') throw new DomainError('ENTRY_NOT_LAWFUL', { field: [...at, 'area'] });
  return {
    item,
    itemCode,
    room: area.room,
    description: description
      ? parseToldText(description, { field: [...at, 'description'], max: 1000 })
      : null,
    photos: parsePhotos(finding.photos, [...at, 'photos']),
  };
}

function hazardOf(
  context: Context,
  { item, itemCode, room, description, photos }: Found,
  { inspectedOn, rules: { calendar, rules } }: Visit,
): NewHazard {
  const term = { value: item.termValue, unit: item.termUnit };
  return {
    id: context.newId(),
    recordId: context.newId(),
    itemCode,
    severity: item.severity,
    recordType: HAZARD_RECORD[item.severity],
    description,
    room,
    photos,
    ...hazardTerm({ from: inspectedOn, term, calendar, rules }),
  };
}
