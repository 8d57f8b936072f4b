import DataLoader from 'dataloader';
import type { CivilDate } from '../domain/civil-date.js';
import { type PublicationFacts, publicationTerm, type PublicationTerm } from '../domain/publication.js';
import type { Store } from '../store/door.js';
import { type DrawProgress, READ_PROGRESS } from '../store/publications.js';
import { READ_CARRY_OUT_RULES } from '../store/spot-check-visits.js';
import { runOne } from '../store/statement.js';

/** How far a draw has come, with the term of its publication; null before the first result and once published. */
export interface DrawTerm extends DrawProgress {
  readonly term: PublicationTerm | null;
}

type Settings = Omit<PublicationFacts, 'lastResultOn' | 'resultsMissing'>;

/** The term of one draw. */
export function termOf(row: DrawProgress, settings: Settings): DrawTerm {
  const { lastResultOn, resultsMissing, publishedOn } = row;
  const isWaiting = lastResultOn !== null && publishedOn === null;
  return {
    ...row,
    term: isWaiting ? publicationTerm({ ...settings, lastResultOn, resultsMissing }) : null,
  };
}

/** The terms of many draws, which the caller has been shown; null for those that have drawn nothing yet. */
export function makeTermLoader(store: Store, today: CivilDate): DataLoader<string, DrawTerm | null> {
  return new DataLoader(async (ids) => {
    const [{ rules, calendar }, rows] = await Promise.all([
      runOne(store, READ_CARRY_OUT_RULES, [today]),
      store.run(READ_PROGRESS, [ids]),
    ]);
    const settings = { today, withinDays: rules.PUBLISH_WITHIN, calendar };
    const terms = new Map(rows.map((row) => [row.drawId, termOf(row, settings)]));
    return ids.map((id) => terms.get(id) ?? null);
  });
}
