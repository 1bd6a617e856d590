// What is loaded once the bench has answered: what lies below the lanes, and what paper needs.
export { preparePaper } from './paper.ts';

import './written-sum.ts';
