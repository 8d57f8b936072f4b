/** Where a sector is at home: who keeps its records, and whom it is about. */
export interface Scene {
  /** Invented, or the office that would do this in Heshan. */
  readonly organ: string;
  /** GB/T 4754-2017, among the trades of the district; every trade unless given. */
  readonly trades?: readonly string[];
  /** Which persons: those with rental houses, or villagers unless given. */
  readonly persons?: 'OWNER' | 'MANAGER';
}

const restaurants = ['6210', '6220'];
const shops = ['5211', '5212'];
const hotels = ['6130'];
const builders = ['4710'];
const factories = ['3383', '2319'];
const villageCouncil = { organ: '示例村信用议事会' };

const scenes: Readonly<Record<string, Scene>> = {
  'changxing-household': villageCouncil,
  'changxing-household-demo-village': villageCouncil,
  construction: { organ: '鹤山市住房和城乡建设局', trades: builders },
  education: { organ: '鹤山市教育局' },
  enforcement: { organ: '鹤山市人民法院' },
  'enterprise-finance': { organ: '示例企业融资信用服务平台' },
  'enterprise-risk-five': { organ: '鹤山市市场监督管理局' },
  environment: { organ: '江门市生态环境局鹤山分局', trades: [...factories, '8111'] },
  'fire-safety': { organ: '鹤山市消防救援大队', trades: [...hotels, ...restaurants, ...shops] },
  food: { organ: '鹤山市市场监督管理局', trades: [...restaurants, ...shops] },
  housing: { organ: '鹤山市住房和城乡建设局', trades: ['7030', '7040'] },
  'labour-dispute': { organ: '鹤山市人力资源和社会保障局', trades: [...builders, ...factories] },
  'law-firm': { organ: '鹤山市司法局' },
  lawyer: { organ: '鹤山市司法局' },
  medical: { organ: '鹤山市卫生健康局', trades: ['5251'] },
  'nanhuang-household': villageCouncil,
  'points-loan': { organ: '示例农村商业银行' },
  'product-quality': { organ: '鹤山市市场监督管理局', trades: factories },
  'real-estate-developer': { organ: '鹤山市住房和城乡建设局', trades: ['7010'] },
  'rental-manager': { organ: '鹤山市公安局', persons: 'MANAGER' },
  'rental-owner': { organ: '鹤山市公安局', persons: 'OWNER' },
  'rongcheng-person': villageCouncil,
  'rural-points': villageCouncil,
  tax: { organ: '国家税务总局鹤山市税务局' },
  tendering: { organ: '鹤山市发展和改革局', trades: builders },
  tourism: { organ: '鹤山市文化广电旅游体育局', trades: hotels },
  transport: { organ: '鹤山市交通运输局', trades: ['5431'] },
  'village-points': villageCouncil,
  'weihai-volunteering': { organ: '示例志愿服务站' },
  'work-safety': { organ: '鹤山市应急管理局', trades: [...builders, ...factories] },
  'xuyi-household': villageCouncil,
  'xuyi-person': villageCouncil,
};

/** A sector that is new here is shown as well, only less fittingly. */
export function sceneOf(sector: string): Scene {
  return scenes[sector] ?? { organ: '示例评价机构' };
}
