import { type Problem, unless } from './problem.js';
import { type Label, type RecordTypeEntry, type Source, type Standard, typesNamedBy } from './standard.js';

/** Whether data of a category may be used to judge somebody by. */
export interface DataCategory {
  readonly code: string;
  readonly label: Label;
  readonly use: 'ORDINARY' | 'WRITTEN_CONSENT' | 'FORBIDDEN';
  /** Words that give such data away in the name of an indicator or a kind of record. */
  readonly words: readonly string[];
  readonly source: Source;
}

export interface EvidenceCatalogue {
  readonly recordTypes: readonly Pick<RecordTypeEntry, 'code' | 'label' | 'dataCategory'>[];
  readonly dataCategories: readonly DataCategory[];
}

/**
 * Whether a standard rests on known kinds of records, none of which the law forbids to collect: religion, genes,
 * fingerprints, blood type, illness; income, deposits, securities, insurance, property and tax amounts only with written consent,
 * which a standard for everybody cannot presume.
 * Source: 征信业管理条例 art. 14 [L].
 */
export function checkEvidence(standard: Standard, catalogue: EvidenceCatalogue): Problem[] {
  const own = standard.recordTypes ?? [];
  const known = new Map([...own, ...catalogue.recordTypes].map((type) => [type.code, type]));
  const named = typesNamedBy(standard);
  const judged = [...standard.indicators, ...own];
  return [
    ...[...new Set([...named, ...(standard.enrolledBy ?? [])])].flatMap((code) =>
      unless(known.has(code), 'UNKNOWN_INDICATOR', {
        zh: `信息类别 ${code} 不在目录中。`,
        en: `There is no record type ${code}.`,
      }),
    ),
    ...named.flatMap((code) => {
      const category = known.get(code)?.dataCategory;
      return category === undefined ? [] : categoryProblems(code, category, catalogue.dataCategories);
    }),
    ...own.flatMap((type) => redefinitionProblems(type, catalogue)),
    ...judged.flatMap(({ code, label }) => wordProblems(code, label, catalogue.dataCategories)),
  ];
}

/** A kind of record that is known stays what it is: else a standard could call forbidden data ordinary. */
function redefinitionProblems(
  { code, label, dataCategory }: RecordTypeEntry,
  { recordTypes }: EvidenceCatalogue,
): Problem[] {
  const known = recordTypes.find((type) => type.code === code);
  const isSame =
    known === undefined ||
    (known.dataCategory === dataCategory && known.label.zh === label.zh && known.label.en === label.en);
  return unless(isSame, 'UNSOUND_STANDARD', {
    zh: `信息类别 ${code} 已另有定义，不得改变。`,
    en: `Record type ${code} is known as something else and cannot be redefined.`,
  });
}

function categoryProblems(type: string, code: string, categories: readonly DataCategory[]): Problem[] {
  const category = categories.find((known) => known.code === code);
  if (category === undefined) {
    const words = { zh: `数据类别 ${code} 不在目录中。`, en: `There is no data category ${code}.` };
    return [{ code: 'UNKNOWN_INDICATOR', ...words }];
  }
  return unless(category.use === 'ORDINARY', 'FORBIDDEN_DATA', {
    zh: `信息类别 ${type} 属于“${category.label.zh}”，不得作为评价依据。`,
    en: `Record type ${type} holds data on ${category.label.en}, which must not be evidence.`,
  });
}

function wordProblems(of: string, label: Label, categories: readonly DataCategory[]): Problem[] {
  const text = `${label.zh} ${label.en}`.toLowerCase();
  const given = categories.filter(
    ({ use, words }) => use !== 'ORDINARY' && words.some((word) => text.includes(word.toLowerCase())),
  );
  return given.map(({ label: category }) => ({
    code: 'FORBIDDEN_DATA',
    zh: `${of} 的名称涉及“${category.zh}”，不得作为评价依据。`,
    en: `The name of ${of} speaks of ${category.en}, which must not be evidence.`,
  }));
}
