import type { SubjectKind } from '../domain/standard.js';
import type { Context } from '../usecases/context.js';
import { openPersonFile } from '../usecases/person/open-person-file.js';

/** What is told of a subject: of a natural person it is read as his file is, for a purpose and with a trace. */
export async function openFile(
  context: Context,
  { subjectId, subjectKind }: { readonly subjectId: string; readonly subjectKind: SubjectKind },
  query: string,
): Promise<void> {
  const isPerson = subjectKind === 'PERSON' || subjectKind === 'LAWYER';
  if (isPerson) await openPersonFile(context, subjectId, query);
}
