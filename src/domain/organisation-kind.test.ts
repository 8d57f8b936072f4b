import { describe, expect, it } from '@jest/globals';
import { categoryOf, registeringRegionOf } from './organisation-kind.js';

describe('the kind of an organisation', () => {
  it('stands in the first two characters of its credit code', () => {
    expect(categoryOf('91440784MA00000A92')).toBe('COMPANY');
    expect(categoryOf('92440784MA00000C5L')).toBe('INDIVIDUAL_BUSINESS');
    expect(categoryOf('93440784MA00000D3C')).toBe('CO_OPERATIVE');
    expect(categoryOf('31440784MA00000E1K')).toBe('LAW_FIRM');
  });

  it('is OTHER for everybody whom no register of business knows', () => {
    expect(categoryOf('54440784MA00000G80')).toBe('OTHER');
  });

  it('comes with the county of registration', () => {
    expect(registeringRegionOf('91371082MA00000FX6')).toBe('371082');
  });
});
