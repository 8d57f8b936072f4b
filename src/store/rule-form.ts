import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { projectRoot } from '../project-root.js';

/** The most faults of form that are told at once. */
const MOST_FAULTS = 20;

let validate: ValidateFunction | undefined;

/**
 * Where the content of a sector file departs from `schema/standard.schema.json`, which editors use as well; empty when it has
 * that form. Each fault is a place in the file and what is wrong there, without what stands there.
 */
export function faultsOfForm(content: unknown): { readonly place: string; readonly fault: string }[] {
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

function faultOf({ instancePath, message, params }: ErrorObject) {
  const { additionalProperty } = params as { additionalProperty?: string };
  const named = additionalProperty === undefined ? '' : `: ${additionalProperty}`;
  return { place: instancePath === '' ? '/' : instancePath, fault: `${message ?? 'is wrong'}${named}` };
}
