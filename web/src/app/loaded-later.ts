// Loaded after the example's first answer: the parts below the lanes, and those for printing.
export { preparePaper } from './paper.ts';

import '../step/written-sum.ts';
