// What is loaded once the example has answered: what lies below the lanes, and what paper needs.
export { preparePaper } from './paper.ts';

import '../step/written-sum.ts';
