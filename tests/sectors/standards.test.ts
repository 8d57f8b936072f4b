import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCatalogues, readSectorFile, readSectorFiles } from '../../seeds/reference-files.js';
import { checkStandard } from '../../src/domain/check-standard.js';
import { checkEvidence } from '../../src/domain/evidence.js';
import { checkAddition } from '../../src/domain/local-addition.js';
import { checkTreatments } from '../../src/domain/treatment.js';
import { projectRoot } from '../../src/project-root.js';
import { problemsOf, type Schema } from '../support/json-schema.js';

const files = readSectorFiles();
const catalogues = readCatalogues();
const schema = JSON.parse(textOf('schema/standard.schema.json')) as Schema;
const recordTypes = new Set(catalogues.recordTypes.map(({ code }) => code));

describe.each(files.map((file) => [`${file.standard.sector} ${file.standard.version}`, file] as const))(
  'the standard %s',
  (_name, { standard, treatments, addition }) => {
    it('could be put in force as it stands', () => {
      expect(checkStandard(standard)).toEqual([]);
    });

    it('has the form that its schema describes, and its file has its name', () => {
      const name = `${standard.sector}-${standard.version}`;
      const content = JSON.parse(textOf(`seeds/sectors/${name}.json`)) as { $schema: string };
      expect(problemsOf(content, schema)).toEqual([]);
      expect(content.$schema).toBe('../../schema/standard.schema.json');
    });

    it('rests on records of known kinds, none of which the law forbids', () => {
      expect(checkEvidence(standard, catalogues)).toEqual([]);
    });

    it('treats its grades as the law allows', () => {
      expect(checkTreatments(treatments, standard)).toEqual([]);
      for (const { validFrom } of treatments) expect(validFrom >= standard.inForceFrom).toBe(true);
    });

    it('keeps within the limits of what it extends', () => {
      const parent = files.find(
        (file) =>
          file.standard.sector === addition?.extends.sector &&
          file.standard.version === addition.extends.version,
      );
      const problems = addition && parent ? checkAddition(parent.standard, addition) : [];
      expect([parent !== undefined, problems]).toEqual([addition !== null, []]);
    });
  },
);

describe('the standards together', () => {
  it('define no kind of record twice', () => {
    const own = files
      .filter(({ addition }) => addition === null)
      .flatMap(({ standard }) => standard.recordTypes ?? []);
    const added = files.flatMap(({ addition }) => addition?.recordTypes ?? []);
    const definitions = new Map<string, string>();
    for (const type of [...catalogues.recordTypes, ...own, ...added]) {
      const said = JSON.stringify(type);
      expect([type.code, definitions.get(type.code) ?? said]).toEqual([type.code, said]);
      definitions.set(type.code, said);
    }
  });

  it('are in force one after the other within a sector', () => {
    const days = files.map(({ standard }) => `${standard.sector} ${standard.inForceFrom}`);
    expect(new Set(days).size).toBe(days.length);
  });
});

describe('the treatment of rental houses', () => {
  const { standard, treatments } = readSectorFile('urban-village');

  it('says for every tier, and for the never visited, when to go', () => {
    const treated = treatments.map(({ gradeCode, kind }) => [gradeCode, kind]);
    expect(treated).toEqual([
      ...standard.bands.map(({ code }) => [code, 'INSPECTION_INTERVAL']),
      [null, 'FIRST_VISIT_TERM'],
    ]);
  });

  it('keeps the published cadence: key houses within every half month, watch-list houses weekly', () => {
    const cadence = new Map(treatments.map(({ gradeCode, value, unit }) => [gradeCode, `${value} ${unit}`]));
    expect([cadence.get('KEY'), cadence.get('WATCH_LIST')]).toEqual(['14 DAY', '7 DAY']);
  });
});

describe('the treatment of enterprises', () => {
  const { standard, treatments } = readSectorFile('enterprise-risk');

  it('draws more of a riskier class and exempts none', () => {
    const ratios = treatments.map(({ gradeCode, value, unit }) => [gradeCode, value, unit]);
    expect(ratios).toEqual([
      ['A', 100, 'BASIS_POINT'],
      ['B', 300, 'BASIS_POINT'],
      ['C', 1_000, 'BASIS_POINT'],
      ['D', 3_000, 'BASIS_POINT'],
    ]);
  });

  it('stays inside market regulation, on a scale from 0 to 1000 points', () => {
    const points = standard.indicators.map(
      ({ pointsHundredths, capHundredths }) => Math.sign(pointsHundredths) * (capHundredths ?? 0),
    );
    const most = points.filter((each) => each > 0).reduce((sum, each) => sum + each, standard.baseHundredths);
    const least = points
      .filter((each) => each < 0)
      .reduce((sum, each) => sum + each, standard.baseHundredths);
    expect([standard.internal, least, most]).toEqual([true, 0, 100_000]);
  });
});

describe('the catalogues', () => {
  it('name their source, with a mark and the day of the check, in every entry', () => {
    const entries = Object.values(catalogues).flat();
    expect(entries.length).toBeGreaterThan(80);
    const unsourced = entries.filter(
      ({ source }) =>
        source.instrument.trim() === '' ||
        !'LSKD'.includes(source.mark) ||
        !/^\d{4}-\d\d-\d\d$/.test(source.checkedOn),
    );
    expect(unsourced).toEqual([]);
  });

  it.each(
    Object.entries(catalogues).filter(
      ([name]) => !['checkPolicies', 'penaltyAuthorities', 'listRules'].includes(name),
    ),
  )('have no code twice in %s', (_name, entries) => {
    const codes = (entries as readonly { code: string }[]).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('let results of spot checks leave only records of known types', () => {
    const left = catalogues.resultCodes.flatMap(({ recordType }) => recordType ?? []);
    expect(left.filter((type) => !recordTypes.has(type))).toEqual([]);
  });

  it('have the ten approval fields, and every measure rests on a known list or kind of record in one of them', () => {
    const fields = new Set(catalogues.approvalFields.map(({ code }) => code));
    const lists = new Set(catalogues.creditLists.map(({ code }) => code));
    expect(fields.size).toBe(10);
    const types = new Set(catalogues.recordTypes.map(({ code }) => code));
    expect(
      catalogues.measures.filter(
        ({ listCode, recordType, fieldCode }) =>
          !fields.has(fieldCode) || lists.has(listCode ?? '') === types.has(recordType ?? ''),
      ),
    ).toEqual([]);
  });

  it('restrict only what a law lets them restrict, and reward only from a red list', () => {
    const kinds = new Map<string | undefined, string>(
      catalogues.creditLists.map(({ code, kind }) => [code, kind]),
    );
    const adverse = new Set(['DENY', 'RESTRICT', 'KEY_REVIEW', 'NO_COMMITMENT_SHORTCUT', 'MORE_CHECKS']);
    for (const { code, listCode, effect, legalBasis } of catalogues.measures) {
      const kind = kinds.get(listCode);
      expect([code, adverse.has(effect)]).toEqual([code, kind !== 'RED']);
      if (effect === 'DENY' || effect === 'RESTRICT') expect([code, kind]).not.toEqual([code, 'FOCUS']);
      expect(legalBasis.trim()).not.toBe('');
    }
  });

  it('have a rule for every list, by which red lists are published first and all others told or referred by a court', () => {
    const notices = catalogues.creditLists.map(({ code, kind }) => {
      const rule = catalogues.listRules.find(({ listCode }) => listCode === code);
      return [code, kind === 'RED', rule?.notice === 'PUBLICITY', rule?.notice];
    });
    expect(
      notices.filter(([, isRed, isPublished, notice]) => isRed !== isPublished || notice === undefined),
    ).toEqual([]);
    expect(
      catalogues.listRules.filter(({ listCode }) => !notices.some(([code]) => code === listCode)),
    ).toEqual([]);
  });

  it('burden in each of the ten approval fields, and reward in all but procurement and recruitment, where no law was found', () => {
    const kinds = new Map(catalogues.creditLists.map(({ code, kind }) => [code, kind]));
    const fieldsOf = (isRed: boolean) =>
      new Set(
        catalogues.measures
          .filter(({ listCode }) => (listCode !== undefined && kinds.get(listCode) === 'RED') === isRed)
          .map(({ fieldCode }) => fieldCode),
      );
    expect(fieldsOf(false).size).toBe(10);
    expect(
      catalogues.approvalFields.map(({ code }) => code).filter((code) => !fieldsOf(true).has(code)),
    ).toEqual(['PROCUREMENT', 'RECRUITMENT']);
  });

  it('lie in files that are all read', () => {
    const names = readdirSync(join(projectRoot, 'seeds/reference')).filter((name) => name.endsWith('.json'));
    expect(names).toHaveLength(Object.keys(catalogues).length);
  });
});

describe('the schema of standards', () => {
  const { standard, treatments } = readSectorFile('urban-village');

  it('finds a misspelt word, a missing source and a number that is text', () => {
    const [first] = standard.indicators;
    const broken = {
      ...standard,
      treatments,
      baseHundredths: '100',
      indicators: [{ ...first, capHundreths: 5, source: undefined }, { code: 'lower' }],
    };
    expect(problemsOf(JSON.parse(JSON.stringify(broken)), schema)).toEqual(
      expect.arrayContaining([
        'baseHundredths is no integer',
        'indicators 0 lacks source',
        'indicators 0 has an unknown capHundreths',
        'indicators 1 code is not ^[A-Z][A-Z0-9_]*$',
      ]),
    );
  });
});

function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}
