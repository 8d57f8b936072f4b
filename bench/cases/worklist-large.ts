import type { SizesCase } from '../case.js';
import round from './round.js';
import worklist from './worklist.js';

/** In the prefecture the station has sixteen times the houses, and the tables have thirty times: the pages are the same. */
const worklistLarge: SizesCase = {
  kind: 'sizes',
  title: 'worklist and round at 4,600 and at 130,000 houses',
  questions: { worklist, round },
};

export default worklistLarge;
