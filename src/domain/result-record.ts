/** What decides which records a result leaves in a credit file. */
export interface RecordedCode {
  /** The kind of record; null where it leaves none. */
  readonly recordType: string | null;
}

/** The kinds of record that results leave, each once. */
export function recordTypesOf(codes: readonly RecordedCode[]): string[] {
  return [...new Set(codes.flatMap(({ recordType }) => (recordType === null ? [] : [recordType])))];
}

/** A result, as it was recorded or as something has put it right. */
export interface ResultSource {
  readonly inspectionId: string;
  /** What put it right; null: as it was recorded. */
  readonly amendmentId: string | null;
}

/** What a record of a result is known by at its source. */
export function resultKey({ inspectionId, amendmentId }: ResultSource, type: string): string {
  return `spot check ${inspectionId} ${type}${amendmentId === null ? '' : ` ${amendmentId}`}`;
}
