import { DomainError } from '../../domain/refusal.js';

/** Codes of papers as an input names them, each once. Throws when there are none, or one that is not among those `allowed`. */
export function readPapers(codes: readonly string[], allowed: readonly string[]): string[] {
  const field = ['input', 'paperCodes'];
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (!codes.every((code) => allowed.includes(code))) throw new DomainError('UNKNOWN_CODE', { field });
  return [...new Set(codes)];
}
