import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { projectRoot } from '../project-root.js';

/** The most faults of form that are told at once. */
const MOST_FAULTS = 20;

let validate: ValidateFunction | undefined;

/** A place in the file and what is wrong there, without what stands there. */
export interface FormFault {
  readonly place: string;
  readonly zh: string;
  readonly en: string;
}

/** Where the content of a sector file departs from `schema/standard.schema.json`, which editors use as well; empty when it has that form. */
export function faultsOfForm(content: unknown): FormFault[] {
  validate ??= new Ajv2020({ allErrors: true, strict: false, formats: { date: true } }).compile(
    JSON.parse(readFileSync(join(projectRoot, 'schema', 'standard.schema.json'), 'utf8')) as object,
  );
  if (validate(content)) return [];
  return (validate.errors ?? []).filter(isTelling).slice(0, MOST_FAULTS).map(faultOf);
}

/** That some condition did not hold says nothing beside the fault that made it so. */
function isTelling({ keyword }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'anyOf';
}

/** What the keywords of the schema say in Chinese; the library says the same in English. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  required: '缺少必需的项',
  additionalProperties: '有不认识的项',
  type: '值的类型不对',
  enum: '值不在允许的范围内',
  const: '值不在允许的范围内',
  pattern: '写法不符合要求',
  minLength: '文字过短',
  minimum: '数值过小',
  maximum: '数值过大',
  minItems: '条目过少',
  uniqueItems: '有重复的条目',
};

function faultOf({ instancePath, keyword, message, params }: ErrorObject): FormFault {
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>;
  const named = additionalProperty ?? missingProperty;
  const unknown = additionalProperty === undefined ? '' : `: ${additionalProperty}`;
  return {
    place: instancePath === '' ? '/' : instancePath,
    zh: `${IN_CHINESE[keyword] ?? '格式不符'}${named === undefined ? '' : `：${named}`}`,
    en: `${message ?? 'is wrong'}${unknown}`,
  };
}
