import { checkEvidence } from '../../domain/evidence.js';
import { checkStandard } from '../../domain/check-standard.js';
import { checkAddition, type LocalAddition, withAddition } from '../../domain/local-addition.js';
import { checkCoverage, checkDrafted, policyWith } from '../../domain/policy.js';
import { type Problem, refusalOf } from '../../domain/problem.js';
import { DomainError, DomainErrors } from '../../domain/refusal.js';
import type { Standard } from '../../domain/standard.js';
import { checkTreatments, type Treatment } from '../../domain/treatment.js';
import { READ_EVIDENCE_CATALOGUE } from '../../store/catalogues.js';
import { faultsOfForm } from '../../store/rule-form.js';
import { FIND_VERSION } from '../../store/standards.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { readPolicy } from './read-policy.js';

/** Rules that can be put in force: a standard, with everything taken over that it extends, and its treatments. */
export interface Rules {
  readonly standard: Standard;
  readonly treatments: readonly Treatment[];
}

/** Long enough for the largest standard of the sources many times over. */
const LONGEST_TEXT = 256 * 1024;
const MOST_PROBLEMS = 20;
/** By when all that is published so far has begun. */
const LAST_DAY = '2200-12-31';
/** NUL and halves of characters, which no column of text holds; JSON writes them, and nothing else, like this. */
const UNFIT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/**
 * Reads the text of a sector file: the same form as in `seeds/sectors/`. Throws all that is wrong with it at once: its form, its
 * bands and indicators, the law on what may be evidence, the limits of what it extends, its treatments.
 */
export async function readRules(unit: Queryable, text: string, field: readonly string[]): Promise<Rules> {
  const content = contentOf(text, field);
  const { $schema: _path, treatments, ...rules } = content;
  const { standard, problems } = await standardOf(unit, rules);
  const catalogue = await runOne(unit, READ_EVIDENCE_CATALOGUE, []);
  refuse(
    [
      ...problems,
      ...checkStandard(standard),
      ...checkEvidence(standard, catalogue),
      ...checkTreatments(treatments, standard),
      ...checkDrafted(treatments),
      ...checkCoverage(standard, policyWith(await readPolicy(unit, standard.sector, LAST_DAY), treatments)),
    ],
    field,
  );
  return { standard, treatments };
}

type Content = (Standard | LocalAddition) & {
  readonly $schema?: string;
  readonly treatments: readonly Treatment[];
};

function contentOf(text: string, field: readonly string[]): Content {
  if (text.length > LONGEST_TEXT)
    throw new DomainError('INVALID_TEXT', { field, facts: { max: LONGEST_TEXT } });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    refuse([{ code: 'UNSOUND_STANDARD', zh: '不是有效的 JSON 文本。', en: 'This is no valid JSON.' }], field);
  }
  if (UNFIT.test(JSON.stringify(content))) {
    refuse(
      [
        {
          code: 'UNSOUND_STANDARD',
          zh: '文本含有不允许的字符。',
          en: 'It has characters that are not allowed.',
        },
      ],
      field,
    );
  }
  const faults = faultsOfForm(content).map(({ place, zh, en }): Problem => {
    return { code: 'UNSOUND_STANDARD', zh: `${place} 处${zh}。`, en: `At ${place}: ${en}.` };
  });
  refuse(faults, field);
  return content as Content;
}

async function standardOf(
  unit: Queryable,
  rules: Standard | LocalAddition,
): Promise<{ standard: Standard; problems: Problem[] }> {
  if ('bands' in rules) return { standard: rules, problems: [] };
  const { sector, version } = rules.extends;
  const [parent] = await unit.run(FIND_VERSION, [sector, version]);
  if (parent === undefined) {
    throw new DomainError('UNKNOWN_CODE', {
      field: ['input', 'definition'],
      explanation: {
        zh: `没有标准 ${sector} ${version}。`,
        en: `There is no standard ${sector} ${version}.`,
      },
    });
  }
  const { definition } = parent;
  return { standard: withAddition(definition, rules), problems: checkAddition(definition, rules) };
}

function refuse(problems: readonly Problem[], field: readonly string[]): void {
  if (problems.length === 0) return;
  throw new DomainErrors(problems.slice(0, MOST_PROBLEMS).map((problem) => refusalOf(problem, field)));
}
