import type pg from 'pg';
import type { RegionCode } from '../../src/domain/region.js';
import { readRegions } from '../reference-files.js';
import type { RegionEntry } from '../region-file.js';
import type { CountyOnMap, Village } from './enterprises.js';
import { type DistrictPlan, inventedTowns, inventedVillages } from './size.js';

/** The counties of a plan with their villages; a county whose villages are not known here is given invented ones. */
export async function addMap(client: pg.ClientBase, { counties }: DistrictPlan): Promise<CountyOnMap[]> {
  const known = readRegions();
  const maps = counties.map(({ code }) => mapOf(code, known));
  const invented = maps.flatMap(({ invented }) => invented);
  await client.query(
    `insert into region (code, name, level, parent_code, synthetic_code)
     select code, name, level, parent_code, true
     from jsonb_to_recordset($1::jsonb) as r(code text, name text, level text, parent_code text)
     on conflict (code) do nothing`,
    [JSON.stringify(invented)],
  );
  return maps.map(({ county }) => county);
}

interface InventedRegion extends Village {
  readonly level: 'TOWN' | 'VILLAGE';
  readonly parent_code: RegionCode;
}

function mapOf(code: RegionCode, known: readonly RegionEntry[]) {
  const name = known.find((region) => region.code === code)?.name;
  if (name === undefined) throw new Error(`seeds/regions.json has no county ${code}.`);
  const villages = known.filter((region) => region.level === 'VILLAGE' && region.code.startsWith(code));
  const invented = villages.length > 0 ? [] : inventedRegions(code);
  const county: CountyOnMap = {
    code,
    name,
    villages: [...villages, ...invented.filter(({ level }) => level === 'VILLAGE')],
  };
  return { county, invented };
}

function inventedRegions(county: RegionCode): InventedRegion[] {
  return inventedTowns(county).flatMap((town, townIndex) => [
    { code: town, name: `示例${townIndex + 1}镇`, level: 'TOWN' as const, parent_code: county },
    ...inventedVillages(town).map((code, at) => ({
      code,
      name: `示例${at + 1}村`,
      level: 'VILLAGE' as const,
      parent_code: town,
    })),
  ]);
}
